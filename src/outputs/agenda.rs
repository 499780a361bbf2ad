//! The agenda as a page. It may be by far the largest, and most of its days are as they were: each day is a piece.

use super::{PieceOf, Stage};
use crate::digest::Hasher;
use crate::site::Day;
use crate::theme::{RenderProblem, Shared};
use rayon::prelude::*;
use std::io::Write;

pub(super) fn write(stage: &Stage, out: &mut dyn Write) -> Result<(), RenderProblem> {
    let days = stage.site.agenda_days();
    let (view, head) = stage.site.agenda_view(&days);
    let days: Result<Vec<String>, RenderProblem> = days.par_iter().map(|it| day(stage, it)).collect();
    let views = [("head", &Shared::of(&head)), ("agenda", &Shared::of(&view)), ("days", &Shared::of(&days?))];
    stage.theme.render("agenda.html", &stage.frame, &views, out)
}

/// A day as the template `day.html` makes it.
fn day(stage: &Stage, day: &Day) -> Result<String, RenderProblem> {
    let mut hasher = Hasher::default();
    let key = hasher.add_digest(stage.page_key).add_digest(stage.site.agenda_day_key(day)).finish();
    let known = stage.pieces.as_ref().and_then(|pieces| pieces.get(PieceOf::Agenda, key));
    if let Some(html) = known.and_then(|bytes| String::from_utf8(bytes).ok()) {
        return Ok(html);
    }
    let mut html = Vec::new();
    let views = [("day", &Shared::of(&stage.site.agenda_day_view(day)))];
    stage.theme.render("day.html", &stage.frame, &views, &mut html)?;
    if let Some(pieces) = &stage.pieces {
        pieces.put(PieceOf::Agenda, key, &html);
    }
    Ok(String::from_utf8(html).expect("templates give text"))
}
