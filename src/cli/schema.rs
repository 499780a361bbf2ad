//! `termijn schema`: what an editor needs to complete keys and underline mistakes.

use super::args::Args;
use super::{Exit, report};
use crate::schema::Subject;
use crate::source::nearest;
use crate::text;

/// Prints the schema of a subject, or what subjects there are.
pub(super) fn run(args: &Args, subject: Option<&str>) -> Exit {
    let Some(word) = subject else {
        for subject in Subject::ALL {
            report::print(&format!("{:<14}{}\n", subject.name(), subject.title().to(args.language)));
        }
        return Exit::Done;
    };
    let Some(subject) = Subject::named(word) else {
        let message = text!("er is geen schema \"{word}\"", "there is no schema \"{word}\"");
        let names = Subject::ALL.map(Subject::name);
        let list = names.join(", ");
        let help = match nearest(word, names) {
            Some(near) => {
                text!("bedoelt u `termijn schema {near}`?", "did you mean `termijn schema {near}`?")
            }
            None => text!("kies uit: {list}", "choose from: {list}"),
        };
        return report::wrong_usage(&message, &help, args.language);
    };
    report::print(&subject.file(args.language));
    Exit::Done
}
