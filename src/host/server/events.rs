//! Tells open pages that something changed, over a connection that each of them keeps open.
//!
//! Source: <https://html.spec.whatwg.org/multipage/server-sent-events.html>

use super::reply;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc;

/// The name of the event.
const NAME: &str = "change";
/// As much news as waits for a page that does not take it: after that its connection ends, and the page asks
/// anew and hears how things are.
const WAITING: usize = 64;
/// After so long without news a line of comment shows that the connection lives.
const ALIVE: Duration = Duration::from_secs(15);

/// Rings in every page that listens.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Mutex<Vec<mpsc::Sender<String>>>>);

impl Bell {
    /// Sends this to every page that listens: one line of JSON.
    pub fn ring(&self, data: &str) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.retain(|page| page.try_send(data.to_owned()).is_ok());
    }

    /// A page listens from now on.
    pub(super) fn listen(&self) -> Page {
        let (sender, receiver) = mpsc::channel(WAITING);
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Pages come and go while nothing rings.
        pages.retain(|page| !page.is_closed());
        pages.push(sender);
        Page(receiver)
    }
}

/// A page that listens.
pub(super) struct Page(mpsc::Receiver<String>);

impl Page {
    /// The response that goes on for as long as the page is open; `greeting` comes first.
    pub(super) fn response(self, greeting: &str) -> Response {
        let news = News { first: Some(greeting.to_owned()), rest: self.0 };
        let mut response = Sse::new(news).keep_alive(KeepAlive::new().interval(ALIVE)).into_response();
        reply::protect(&mut response);
        response
    }
}

struct News {
    first: Option<String>,
    rest: mpsc::Receiver<String>,
}

impl Stream for News {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = match self.first.take() {
            Some(first) => Poll::Ready(Some(first)),
            None => self.rest.poll_recv(context),
        };
        next.map(|data| data.map(|data| Ok(Event::default().event(NAME).data(data))))
    }
}
