//! The HTTP side: files with media types, byte ranges and conditional requests (by `tower-http`), a guard against foreign
//! hosts, and the reload script.

use super::{Error, State, get};
use crate::model::media_type;
use crate::publish::host::rules;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get as get_route;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tower_http::services::ServeDir;

/// Where the reload script asks; no dataset can have this address.
const RELOAD: &str = "/-/reload";

/// A request for news is answered after this time even if there are none.
const PATIENCE: Duration = Duration::from_secs(25);

/// Pages above this size are served without the reload script.
const PAGE_LIMIT: usize = 64 * 1024 * 1024;

/// Where the script that reloads is; the pages' policy forbids scripts inside of them.
const SCRIPT_ADDRESS: &str = "/-/reload.js";

const SCRIPT_TAG: &str = "<script src=\"/-/reload.js\" defer></script>\n";

const SCRIPT: &str = r#"(() => {
  let known;
  const ask = async () => {
    try {
      const answer = await fetch("/-/reload" + (known ? "?known=" + known : ""));
      const now = await answer.text();
      if (known && now !== known) { location.reload(); return; }
      known = now;
    } catch { await new Promise((done) => setTimeout(done, 1000)); }
    ask();
  };
  ask();
})();
"#;

/// Starts the server on a thread of its own; gives the address it listens on.
pub(super) fn start(state: Arc<State>, port: u16) -> Result<SocketAddr, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)))
        .map_err(|error| Error::Listen { port, error })?;
    let address = listener.local_addr()?;
    let router = Router::new()
        .route(RELOAD, get_route(reload))
        .route(SCRIPT_ADDRESS, get_route(script))
        .fallback(answer)
        .with_state(state);
    std::thread::spawn(move || {
        // An error here ends the thread; the process goes on building, and the browser says that nobody answers.
        let _ = runtime.block_on(async { axum::serve(listener, router).await });
    });
    Ok(address)
}

/// Whether the request names this machine: a page of another site that made its name point here gets nothing.
fn is_loopback(request: &Request) -> bool {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    matches!(name, "localhost" | "127.0.0.1" | "::1")
}

/// Answers with the number of the newest build as soon as it is not the one the browser knows.
async fn reload(Shared(state): Shared<Arc<State>>, request: Request) -> Response {
    if !is_loopback(&request) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let known: Option<u64> =
        request.uri().query().and_then(|query| query.strip_prefix("known=")).and_then(|known| known.parse().ok());
    let mut versions = state.version.subscribe();
    if let Some(known) = known {
        // Time running out is an answer too: the same number again.
        let _ = tokio::time::timeout(PATIENCE, versions.wait_for(|version| *version != known)).await;
    }
    let version = *versions.borrow();
    ([(header::CACHE_CONTROL, "no-store")], version.to_string()).into_response()
}

/// The script that reloads.
async fn script(request: Request) -> Response {
    if !is_loopback(&request) {
        return StatusCode::FORBIDDEN.into_response();
    }
    ([(header::CONTENT_TYPE, media_type("reload.js")), (header::CACHE_CONTROL, "no-store")], SCRIPT).into_response()
}

async fn answer(Shared(state): Shared<Arc<State>>, request: Request) -> Response {
    if !is_loopback(&request) {
        return (StatusCode::FORBIDDEN, "this preview answers to this machine only\n").into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let is_head = request.method() == Method::HEAD;
    let prefix = get(&state.prefix);
    let path = request.uri().path().to_owned();
    let Some(rest) = path.strip_prefix(&prefix) else {
        return if path == "/" || format!("{path}/") == prefix {
            redirect(&prefix)
        } else {
            not_found(&state, is_head).await
        };
    };
    if let (Some(trouble), false) = (get(&state.trouble), state.site.join("index.html").is_file()) {
        return trouble_page(&trouble);
    }
    let is_folder = state.site.join(rest).is_dir();
    if is_folder && !rest.is_empty() && !rest.ends_with('/') {
        return redirect(&format!("{path}/"));
    }
    let file = if is_folder { format!("{rest}index.html") } else { rest.to_owned() };
    let mut inner = Request::new(Body::empty());
    *inner.method_mut() = request.method().clone();
    *inner.headers_mut() = request.headers().clone();
    // A page is not the file's bytes, since the script is added to it: no part of it can be asked for, but whether it
    // changed can, since the script never does.
    let is_page = media_type(&file) == media_type("index.html");
    if is_page {
        for name in [header::RANGE, header::IF_MODIFIED_SINCE] {
            inner.headers_mut().remove(name);
        }
    }
    let Ok(uri) = format!("/{file}").parse() else { return not_found(&state, is_head).await };
    *inner.uri_mut() = uri;
    let mut files = ServeDir::new(&state.site).append_index_html_on_directories(false);
    if !is_page {
        // Twins are there if plainsight.toml asks for them; a page has the script added.
        files = files.precompressed_gzip();
    }
    let response = match files.try_call(inner).await {
        Ok(response) => response.map(Body::new),
        // A file that is not there, whose address leads through one, or whose name no file can have, is an error and no
        // response.
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename) =>
        {
            return not_found(&state, is_head).await;
        }
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    if response.status() == StatusCode::NOT_FOUND {
        return not_found(&state, is_head).await;
    }
    let mut response =
        if is_page && !is_head && response.status() == StatusCode::OK { with_script(response).await } else { response };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&file)));
    with_headers(response, &file, &prefix)
}

/// Adds what a well-set host says of a file. Only how long an answer may be kept differs: here it may have changed with the
/// next save.
fn with_headers(mut response: Response, file: &str, prefix: &str) -> Response {
    for (name, value) in rules::headers(file, prefix) {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn redirect(to: &str) -> Response {
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to)]).into_response()
}

async fn not_found(state: &State, is_head: bool) -> Response {
    let page = tokio::task::spawn_blocking({
        let path = state.site.join("404.html");
        move || std::fs::read(path)
    });
    let body = match page.await {
        Ok(Ok(page)) if !is_head => [&page, SCRIPT_TAG.as_bytes()].concat(),
        _ => Vec::new(),
    };
    let response = (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, media_type("404.html"))], body).into_response();
    with_headers(response, "404.html", &get(&state.prefix))
}

/// The page while nothing could be built yet.
fn trouble_page(trouble: &str) -> Response {
    let escaped = trouble.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>The build stopped</title>\
         <h1>The build stopped</h1><p>This page reloads when a file changes. The terminal says more.</p>\
         <pre>{escaped}</pre>{SCRIPT_TAG}"
    );
    (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, media_type("index.html"))], page).into_response()
}

async fn with_script(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    let Ok(page) = to_bytes(body, PAGE_LIMIT).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let page = [&page[..], SCRIPT_TAG.as_bytes()].concat();
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.remove(header::LAST_MODIFIED);
    head.headers.remove(header::ACCEPT_RANGES);
    Response::from_parts(head, Body::from(page))
}
