//! `plainsight serve` while a test lasts.
#![allow(dead_code, reason = "each test file uses its part")]

use super::support::Portal;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};

/// A preview that ends with the test.
pub struct Preview {
    process: Child,
    /// Host and port.
    pub address: String,
    said: Receiver<String>,
}

impl Preview {
    /// Builds the portal and serves it.
    pub fn of(portal: &Portal) -> Self {
        let mut process = portal.command(&["serve", "--port", "0"]).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let (tell, said) = mpsc::channel();
        // Whoever stops reading lets the preview wait for it, so all is read, whether or not a test listens.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(tell.send(line))));
        let mut preview = Self { process, address: String::new(), said };
        let line = preview.hear("the portal is at http://");
        let (_, rest) = line.split_once("http://").unwrap();
        rest.split('/').next().unwrap().clone_into(&mut preview.address);
        preview
    }

    /// Waits until a line has this.
    pub fn hear(&mut self, text: &str) -> String {
        let mut all = String::new();
        for line in &self.said {
            if line.contains(text) {
                return line;
            }
            all += &(line + "\n");
        }
        panic!("it ended and never said `{text}`: {all}");
    }

    /// The head, in lower case, and the body of an answer.
    pub fn ask(&self, path: &str, headers: &str) -> (String, String) {
        self.request(path, "1.1", headers)
    }

    fn request(&self, path: &str, version: &str, headers: &str) -> (String, String) {
        let host = if headers.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.address) };
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/{version}\r\n{host}{headers}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_ascii_lowercase(), body.to_owned())
    }

    /// The body of an answer, which has to be a good one.
    pub fn get(&self, path: &str) -> String {
        // In HTTP/1.0 a body is never in chunks.
        let (head, body) = self.request(path, "1.0", "");
        assert!(head.lines().next().unwrap().contains(" 200 "), "{path}: {head}");
        body
    }

    /// The text with the address of the preview in place of the site's.
    pub fn here(&self, text: &str, base_url: &str) -> String {
        assert!(text.contains(base_url), "no address in: {text}");
        text.replace(base_url, &format!("http://{}/", self.address))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
