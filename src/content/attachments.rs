//! Files beside a record: which are named, whether they are there, and that none lies outside.

use super::files::Source;
use super::reader::Reader;
use super::sight::Sight;
use crate::diagnostic::{Code, Place, Problems};
use crate::markdown::{Finding, Target, classify, scan};
use crate::name::{decode_percent, is_windows_reserved};
use crate::record::{Attachment, Document, Prose};
use crate::source::{Fields, SourceFile, clean};
use crate::text;
use crate::time::Moment;
use unicode_normalization::UnicodeNormalization;

/// Names that a notice's own folder already has (the record format, section 5).
const TAKEN: [&str; 5] = ["index.html", "notice.json", "agenda.ics", "ocds.json", "nota-van-inlichtingen"];

/// The documents of a record.
pub(super) struct Documents {
    pub(super) documents: Vec<Document>,
    /// The own moment of each.
    pub(super) moments: Vec<Option<Moment>>,
}

pub(super) fn documents(
    tables: Vec<Fields>,
    sight: &Sight<'_>,
    source: &Source,
    reader: &mut Reader<'_>,
) -> Documents {
    let (mut documents, mut moments): (Vec<Document>, _) = (Vec::new(), Vec::new());
    for mut table in tables {
        let span = table.span_of("file");
        let published = reader.opening(&mut table, "published");
        let (title, file, sort) = (table.text("title"), table.text("file"), table.text("type"));
        let (Some(title), Some(file)) = (title, file) else { continue };
        let place = reader.place(span);
        let Some(attachment) = attachment(&file, sight, source, &place, reader.problems) else { continue };
        if documents.iter().any(|other| other.attachment.file == attachment.file) {
            let message = text!(
                "het bestand \"{file}\" staat twee keer bij `documents`",
                "the file \"{file}\" stands twice in `documents`"
            );
            let help = text!("laat een van de twee staan", "keep one of the two");
            reader.problems.add(Code::TwoSources, place.start..place.end, message, help);
            continue;
        }
        documents.push(Document { title, sort, attachment });
        moments.push(published);
    }
    Documents { documents, moments }
}

/// The files that prose names and `documents` do not; `findings` are those of all prose.
pub(super) fn named(
    findings: &[(Place, Finding)],
    sight: &Sight<'_>,
    source: &Source,
    documents: &[Document],
    reader: &mut Reader<'_>,
) -> Vec<Attachment> {
    let mut attachments = Vec::new();
    for (place, finding) in findings {
        collect(place, finding, sight, source, &mut attachments, reader.problems);
    }
    attachments.retain(|found| !documents.iter().any(|document| document.attachment.file == found.file));
    attachments
}

/// The files that one prose text names.
pub(super) fn in_prose(
    prose: &Prose,
    sight: &Sight<'_>,
    source: &Source,
    problems: &mut Problems,
) -> Vec<Attachment> {
    let mut attachments = Vec::new();
    for finding in scan(&prose.text) {
        let place = prose.place_of(finding.span().clone());
        collect(&place, &finding, sight, source, &mut attachments, problems);
    }
    attachments
}

/// Adds the file that a link leads to.
fn collect(
    place: &Place,
    finding: &Finding,
    sight: &Sight<'_>,
    source: &Source,
    attachments: &mut Vec<Attachment>,
    problems: &mut Problems,
) {
    let Finding::Link { destination, .. } = finding else { return };
    let Target::File(file, _) = classify(destination) else { return };
    let file = decode_percent(file);
    if let Some(attachment) = attachment(&file, sight, source, place, problems)
        && !attachments.iter().any(|other| other.file == attachment.file)
    {
        attachments.push(attachment);
    }
}

/// The file that a record names, if it is there and may be published.
fn attachment(
    file: &str,
    sight: &Sight<'_>,
    source: &Source,
    place: &Place,
    problems: &mut Problems,
) -> Option<Attachment> {
    let mut report = |code, message, help| {
        let diagnostic = crate::diagnostic::Diagnostic::new(code, place.clone(), message, help);
        problems.found.push(diagnostic);
        None
    };
    let parts: Vec<&str> = file.split('/').filter(|part| *part != ".").collect();
    if file.starts_with('/')
        || file.contains(['\\', '\0'])
        || parts.iter().any(|part| part.is_empty() || *part == "..")
    {
        let message = text!(
            "het pad \"{file}\" leidt buiten de map van het bericht",
            "the path \"{file}\" leads out of the record's folder"
        );
        let help = text!(
            "zet het bestand naast het bericht en noem alleen de naam",
            "put the file beside the record and give its name only"
        );
        return report(Code::LeadsOutside, message, help);
    }
    let name = parts.join("/");
    let wanted = format!("{}/{name}", source.folder);
    let path = if sight.file(&wanted).is_some() {
        wanted
    } else {
        // A file system may hold the same letters in another Unicode form than the author typed, or characters
        // that are left out of every text.
        let same = |path: &str| clean(path).nfc().eq(wanted.nfc());
        let found = sight.below(&source.folder).find(|path| same(path));
        let Some(found) = found else {
            let beside = sight.below(&source.folder).map(|path| &path[source.folder.len() + 1..]);
            let near = crate::source::nearest(&name, beside.filter(|path| !is_text(path)));
            let message = text!(
                "het bestand \"{name}\" staat niet naast het bericht",
                "the file \"{name}\" is not beside the record"
            );
            let folder = &source.folder;
            let help = match near {
                Some(near) => text!("bedoelt u \"{near}\"?", "did you mean \"{near}\"?"),
                None => text!("zet het bestand in de map {folder}", "put the file in the folder {folder}"),
            };
            return report(Code::MissingFile, message, help);
        };
        found.to_owned()
    };
    let first = parts[0].to_ascii_lowercase();
    let is_flat = *source.file == format!("{}/{}.md", source.folder, source.stem)
        || *source.file == format!("{}/{}.toml", source.folder, source.stem);
    let is_source = path == *source.file || source.questions.as_deref() == Some(path.as_str());
    if is_source || (is_flat && is_text(&path)) {
        let message = text!(
            "het bestand \"{name}\" is een bericht, geen bijlage",
            "the file \"{name}\" is a record, not an attachment"
        );
        let help = text!(
            "link naar een bericht als @/{section}/naam",
            "link to a record as @/{section}/name",
            section = source.section
        );
        return report(Code::NotAnAttachment, message, help);
    }
    if TAKEN.contains(&first.as_str()) || parts.iter().any(|part| is_windows_reserved(part)) {
        let message = text!(
            "het bestand \"{name}\" kan geen bijlage zijn: Termijn of Windows gebruikt die naam al",
            "the file \"{name}\" cannot be an attachment: Termijn or Windows uses that name already"
        );
        let help = text!("geef de bijlage een andere naam", "give the attachment another name");
        return report(Code::NotAnAttachment, message, help);
    }
    let file = sight.file(&path)?;
    let size_bytes = match file {
        SourceFile::Attachment { size_bytes, .. } => *size_bytes,
        text => text.bytes()?.len() as u64,
    };
    Some(Attachment { file: name, source: path, size_bytes, digest: file.digest() })
}

fn is_text(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".toml")
}
