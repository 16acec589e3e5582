//! One site behind real web servers with the settings that `plainsight host` prints, and behind the preview: all of them answer
//! alike. nginx, Apache and Caddy are Debian's; a test whose server is missing says that it skipped, unless
//! `PLAINSIGHT_HOSTS` names it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped")]

#[path = "support/preview.rs"]
mod preview;
mod support;

use preview::Preview;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;
use support::Portal;

/// A server that ends with the test.
struct Server {
    /// None of one that somebody else ends.
    process: Option<Child>,
    address: String,
    /// What requests name as their host.
    host: &'static str,
}

impl Drop for Server {
    fn drop(&mut self) {
        let Some(process) = &mut self.process else { return };
        // The first of nginx's processes ends the others only if it is asked to.
        let _ = Command::new("kill").arg(process.id().to_string()).status();
        sleep(Duration::from_millis(200));
        let _ = process.kill();
        let _ = process.wait();
    }
}

/// An answer: its status, its headers with names in lower case, its body.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

impl Server {
    fn start(command: &mut Command, port: u16, log: &Path) -> Self {
        let file = std::fs::File::create(log).unwrap();
        let mut process = command.stdout(file.try_clone().unwrap()).stderr(file).spawn().unwrap();
        let address = format!("127.0.0.1:{port}");
        for _ in 0..600 {
            if TcpStream::connect(&address).is_ok() {
                return Self { process: Some(process), address, host: "data.example.org" };
            }
            if process.try_wait().unwrap().is_some() {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        let _ = process.kill();
        panic!("it does not answer: {}", std::fs::read_to_string(log).unwrap_or_default());
    }

    fn ask(&self, path: &str, headers: &str) -> Answer {
        self.send("GET", path, headers)
    }

    fn send(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host = if self.host.is_empty() { &self.address } else { self.host };
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_ascii_lowercase(), value.trim().to_owned())
        };
        let mut answer = Answer { status, headers: lines.map(header).collect(), body: bytes.split_off(end + 4) };
        if answer.header("transfer-encoding") == "chunked" {
            answer.body = of_chunks(&answer.body);
        }
        answer
    }
}

/// A body in chunks (RFC 9112, section 7.1), put together.
fn of_chunks(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 4 + length..];
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Whether the server is here; says that it is not.
fn is_here(program: &str) -> bool {
    let is_here = Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap().status.success();
    if !is_here {
        assert!(
            std::env::var_os("PLAINSIGHT_HOSTS").is_none_or(|wanted| wanted != "required"),
            "there is no {program}"
        );
        println!("skipped: no {program} here");
    }
    is_here
}

/// The example portal, built to `www/open` of its folder, under a base URL with that path.
fn site(host: &str) -> Portal {
    let portal = Portal::example();
    portal.replace("plainsight.toml", "https://data.fernholt.example/", "https://data.example.org/open/");
    let settings = portal.read("plainsight.toml");
    portal.write("plainsight.toml", format!("{settings}\n[host]\n{host}\n"));
    portal.run(&["build", "--out", "www/open"]).success();
    portal
}

fn settings(portal: &Portal, kind: &str) -> String {
    let root = portal.path("www");
    portal.run(&["host", kind, "--root", root.to_str().unwrap()]).success().stdout()
}

fn nginx(portal: &Portal) -> Server {
    let port = free_port();
    let site = settings(portal, "nginx")
        .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
        .replace("    listen [::]:80;\n", "");
    let folder = portal.path("nginx");
    std::fs::create_dir_all(&folder).unwrap();
    let folder = folder.to_str().unwrap();
    // A worker of root's nginx is somebody else, who may not look into a temporary folder.
    portal.write(
        "nginx/nginx.conf",
        format!(
            "user root;\nworker_processes 1;\ndaemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{ }}\nhttp {{\n\
             access_log off;\nclient_body_temp_path {folder}/body;\nproxy_temp_path {folder}/proxy;\n\
             fastcgi_temp_path {folder}/fastcgi;\nuwsgi_temp_path {folder}/uwsgi;\nscgi_temp_path {folder}/scgi;\n{site}\n}}\n"
        ),
    );
    let mut command = Command::new("nginx");
    command.args(["-c", &format!("{folder}/nginx.conf"), "-p", folder, "-e", "stderr"]);
    Server::start(&mut command, port, &portal.path("nginx.log"))
}

fn apache(portal: &Portal) -> Server {
    let (port, root) = (free_port(), portal.path("www"));
    let root = root.to_str().unwrap();
    let modules: String =
        ["mpm_event", "authz_core", "dir", "mime", "headers", "setenvif", "rewrite", "deflate", "filter"]
            .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
            .concat();
    portal.write(
        "apache.conf",
        format!(
            "{modules}ServerRoot {root}\nServerName data.example.org\nListen 127.0.0.1:{port}\nPidFile {root}/../apache.pid\n\
             ErrorLog {root}/../apache-errors.log\nDocumentRoot {root}\nTypesConfig /dev/null\n\
             <Directory {root}>\nRequire all granted\nAllowOverride FileInfo Indexes\nOptions FollowSymLinks\n</Directory>\n"
        ),
    );
    let mut command = Command::new("apache2");
    command.args(["-f", portal.path("apache.conf").to_str().unwrap(), "-DFOREGROUND"]);
    Server::start(&mut command, port, &portal.path("apache.log"))
}

fn caddy(portal: &Portal) -> Server {
    let port = free_port();
    let site =
        settings(portal, "caddy").replace("\ndata.example.org {", &format!("\nhttp://data.example.org:{port} {{"));
    portal.write("Caddyfile", format!("{{\n\tadmin off\n}}\n{site}"));
    let mut command = Command::new("caddy");
    command
        .args(["run", "--adapter", "caddyfile", "--config", portal.path("Caddyfile").to_str().unwrap()])
        .env("HOME", portal.path("caddy"));
    Server::start(&mut command, port, &portal.path("caddy.log"))
}

const DESCRIBED: &str = "<register.csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\"";
const API_CATALOG: &str = "</open/.well-known/api-catalog>; rel=\"api-catalog\"; type=\"application/linkset+json\"";
const API: &str = "</open/api/openapi.json>; rel=\"service-desc\"; type=\"application/json\"";

/// Every answer that a host gives by these settings.
#[track_caller]
fn answers_as_described(server: &Server, is_preview: bool) {
    for (path, media_type, link) in [
        ("", "text/html; charset=utf-8", API_CATALOG),
        ("datasets/wards/", "text/html; charset=utf-8", API_CATALOG),
        ("datasets/wards/register.csv", "text/csv; charset=utf-8", DESCRIBED),
        ("datasets/wards/register.csv-metadata.json", "application/csvm+json", ""),
        ("datasets/wards/register.ndjson", "application/x-ndjson", ""),
        ("datasets/wards/register.parquet", "application/vnd.apache.parquet", ""),
        ("datasets/wards/feed.atom", "application/atom+xml", ""),
        ("datasets/wards/feed.json", "application/feed+json", ""),
        (
            ".well-known/api-catalog",
            "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"",
            API_CATALOG,
        ),
        ("catalog.jsonld", "application/ld+json", ""),
        ("catalog.ttl", "text/turtle; charset=utf-8", ""),
        ("api/v1/datasets/wards.json", "application/json", API),
        (".well-known/csvm", "text/plain; charset=utf-8", ""),
        ("SHA256SUMS", "text/plain; charset=utf-8", ""),
        ("robots.txt", "text/plain; charset=utf-8", ""),
    ] {
        let answer = server.ask(&format!("/open/{path}"), "");
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), media_type, "{path}");
        assert_eq!(answer.header("link"), link, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert!(answer.header("access-control-expose-headers").contains("Content-Range"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin", "{path}");
        let kept = if is_preview { "no-cache" } else { "public, max-age=300" };
        assert_eq!(answer.header("cache-control"), kept, "{path}");
        let policy = answer.header("content-security-policy");
        assert_eq!(policy.starts_with("default-src 'none'; script-src 'self'"), media_type.contains("html"), "{path}");
        assert!(!answer.header("etag").is_empty() || media_type.contains("html"), "{path}");
    }
    let redirect = server.ask("/open/datasets/wards", "");
    assert!(matches!(redirect.status, 301 | 302 | 307 | 308), "{}", redirect.status);
    assert!(redirect.header("location").ends_with("/open/datasets/wards/"), "{}", redirect.header("location"));
    let part = server.ask("/open/datasets/wards/register.csv", "Range: bytes=0-3\r\n");
    assert_eq!((part.status, part.body.len()), (206, 4));
    for missing in ["nothing", "api/v1/datasets/nothing.json", "datasets/wards/nothing.csv"] {
        let answer = server.ask(&format!("/open/{missing}"), "");
        assert_eq!((answer.status, answer.header("content-type")), (404, "text/html; charset=utf-8"), "{missing}");
        assert!(String::from_utf8_lossy(&answer.body).contains("There is no page here"), "{missing}");
    }
}

/// Texts are packed for whoever can read that, and are the same once they are unpacked.
#[track_caller]
fn packs_texts(server: &Server) {
    packs(server, "/open/datasets/wards/register.csv", "text/csv; charset=utf-8", DESCRIBED);
}

/// Texts that have no twin, since none is in the API.
#[track_caller]
fn packs_the_api(server: &Server) {
    packs(server, "/open/api/v1/datasets/wards.json", "application/json", API);
}

#[track_caller]
fn packs(server: &Server, path: &str, media_type: &str, link: &str) {
    let (plain, packed) = (server.ask(path, ""), server.ask(path, "Accept-Encoding: gzip\r\n"));
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert_eq!(packed.header("content-type"), media_type);
    assert_eq!(packed.header("link"), link);
    assert!(packed.header("vary").to_ascii_lowercase().contains("accept-encoding"), "{}", packed.header("vary"));
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(&packed.body[..]).read_to_end(&mut text).unwrap();
    assert_eq!(text, plain.body);
}

#[test]
fn nginx_answers_as_described() {
    if is_here("nginx") {
        let plain = site("");
        let server = nginx(&plain);
        answers_as_described(&server, false);
        for path in ["/robots.txt", "/.well-known/csvm"] {
            assert_eq!(server.ask(path, "").status, 200, "{path} is at the root of the host too");
        }
        for method in ["POST", "DELETE", "TRACE"] {
            let answer = server.send(method, "/open/api/v1/catalogue.json", "");
            assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
        }
        assert!(!plain.read("nginx.log").contains("[warn]"), "nginx warns of its settings");
        packs_texts(&server);
        let twins = site("precompress = true");
        let server = nginx(&twins);
        answers_as_described(&server, false);
        packs_texts(&server);
        packs_the_api(&server);
    }
}

#[test]
fn schemathesis_finds_no_failure_in_nginx() {
    let python =
        support::python("schemathesis", "schemathesis", &["schemathesis==4.32.5"]).filter(|_| is_here("nginx"));
    let Some(python) = python else {
        println!("skipped: no nginx, or no Schemathesis");
        return;
    };
    let portal = site("");
    let server = nginx(&portal);
    for document in ["api/openapi.json", "api/v1/datasets/wards/openapi.json"] {
        let output = Command::new(python.with_file_name("schemathesis"))
            .arg("run")
            .arg(portal.path("www/open").join(document))
            .args(["--url", &format!("http://{}/open/api/v1", server.address)])
            .args(["--phases", "examples,coverage,fuzzing", "--max-examples", "10", "--generation-deterministic"])
            .args(["--workers", "1", "--continue-on-failure", "--no-color", "--checks"])
            .arg(
                "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
                 response_headers_conformance,unsupported_method",
            )
            .current_dir(portal.path(""))
            .output()
            .unwrap();
        assert!(output.status.success(), "{document}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn apache_answers_as_described() {
    if is_here("apache2") {
        for settings in ["files = [\".htaccess\"]", "files = [\".htaccess\"]\nprecompress = true"] {
            let portal = site(settings);
            let server = apache(&portal);
            answers_as_described(&server, false);
            packs_texts(&server);
            packs_the_api(&server);
        }
    }
}

#[test]
fn caddy_answers_as_described() {
    if is_here("caddy") {
        for settings in ["", "precompress = true"] {
            let portal = site(settings);
            let server = caddy(&portal);
            answers_as_described(&server, false);
            packs_texts(&server);
            packs_the_api(&server);
        }
    }
}

#[test]
fn the_preview_answers_as_described() {
    let portal = site("precompress = true");
    let packed: Vec<String> = portal.files("www/open").into_iter().map(|(path, _)| path).collect();
    let packed: Vec<&str> = packed.iter().filter_map(|path| path.strip_suffix(".gz")).collect();
    assert!(packed.contains(&"datasets/wards/register.csv") && packed.contains(&"index.html"));
    assert!(!packed.iter().any(|path| path.starts_with("api/v1/")), "what OpenAPI does not describe is not there");
    let preview = Preview::of(&portal);
    let server = Server { process: None, address: preview.address.clone(), host: "" };
    answers_as_described(&server, true);
    packs_texts(&server);
}

#[test]
fn a_shell_takes_the_script_for_s3_and_the_site_has_the_files_of_hosts() {
    let portal = site("files = [\"_headers\"]");
    assert!(portal.read("www/open/_headers").contains("/open/*.csv\n  Content-Type: text/csv; charset=utf-8\n"));
    assert!(!portal.path("www/open/.htaccess").exists());
    portal.write("upload.sh", settings(&portal, "s3"));
    let uploads = "aws() { printf '%s\\n' \"$*\"; }\n. ./upload.sh\n";
    let ran = Command::new("sh")
        .args(["-euc", uploads, "sh", "bucket", "www/open"])
        .current_dir(portal.path(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    assert!(said.contains(
        "s3 sync www/open s3://bucket/open/ --exclude * --include *.csv --exclude datasets/*/releases/* \
         --content-type text/csv; charset=utf-8 --cache-control public, max-age=300"
    ));
    portal.replace("plainsight.toml", "\"_headers\"", "\"_header\"");
    portal.run(&["host", "nginx"]).at_fault().says("`_header` is not a file of a host");
}

#[test]
fn a_new_portal_has_settings_though_its_marks_are_open() {
    let portal = Portal::empty();
    portal.run(&["init", "."]).success();
    portal.run(&["build"]).success().says("project/unconfirmed");
    assert!(settings(&portal, "nginx").contains("server_name data.example.org;"));
}
