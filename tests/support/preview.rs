//! `plainsight serve` while a test lasts.
#![allow(dead_code, reason = "each test file uses its part")]

use super::support::Portal;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// A preview that ends with the test.
pub struct Preview {
    process: Child,
    /// Host and port.
    pub address: String,
}

impl Preview {
    /// Builds the portal and serves it.
    pub fn of(portal: &Portal) -> Self {
        let mut process = portal.command(&["serve", "--port", "0"]).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(process.stderr.take().unwrap());
        let mut all = String::new();
        let address = loop {
            let start = all.len();
            assert!(said.read_line(&mut all).unwrap() > 0, "the preview ended: {all}");
            if let Some((_, rest)) = all[start..].split_once("the portal is at http://") {
                break rest.split('/').next().unwrap().to_owned();
            }
        };
        // Whoever stops reading lets the preview wait for it.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { process, address }
    }

    /// The body of an answer, which has to be a good one.
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.lines().next().unwrap().contains(" 200 "), "{path}: {head}");
        body.to_owned()
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
