"""Python reads this when it starts. A server of its library lets five connections wait, and drops those of a crawler that
come after them: under load a link checker then waits until it gives up, and says that links are broken."""

import socketserver

socketserver.TCPServer.request_queue_size = 1024
