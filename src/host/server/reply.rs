//! An answer as HTTP sends it.

use crate::digest::Digest;
use crate::preview::{Answer, PREFIX};
use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::Response;

/// The response to a request for `path` with these headers.
pub(super) fn response(answer: Answer, path: &str, headers: &HeaderMap) -> Response {
    match answer {
        Answer::Bytes { status, media_type, bytes } => {
            let mut response = bare(status);
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
            if !path.starts_with(PREFIX) && status == 200 {
                let tag = format!("\"{}\"", Digest::of_bytes(&bytes));
                let is_known = is_known(headers, &tag);
                let tag = HeaderValue::from_str(&tag).expect("hexadecimal digits and quotes can be sent");
                response.headers_mut().insert(header::ETAG, tag);
                // Kept, and asked about each time: what has changed must never be shown as it was.
                set(&mut response, header::CACHE_CONTROL, "no-cache");
                if is_known {
                    *response.status_mut() = StatusCode::NOT_MODIFIED;
                    return response;
                }
            }
            *response.body_mut() = Body::from(bytes);
            response
        }
        Answer::Elsewhere(address) => {
            let Ok(address) = HeaderValue::from_str(&address) else { return plain(404, "404") };
            let mut response = bare(302);
            response.headers_mut().insert(header::LOCATION, address);
            response
        }
    }
}

/// Words alone.
pub(super) fn plain(status: u16, words: &str) -> Response {
    let mut response = bare(status);
    set(&mut response, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    *response.body_mut() = Body::from(format!("{words}\n"));
    response
}

/// What every response has in common: it is not kept, no other site may take it in, and it is what it says.
pub(super) fn bare(status: u16) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    protect(&mut response);
    response
}

/// Puts the headers of [`bare`] on a response.
pub(super) fn protect(response: &mut Response) {
    set(response, header::CACHE_CONTROL, "no-store");
    set(response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(response, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
}

fn set(response: &mut Response, name: HeaderName, value: &'static str) {
    response.headers_mut().insert(name, HeaderValue::from_static(value));
}

/// Whether the browser has these bytes already.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).any(|known| {
        let known = known.trim();
        known.strip_prefix("W/").unwrap_or(known) == tag
    })
}
