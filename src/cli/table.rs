//! Text in columns.

/// Rows with columns of equal width, two blanks apart; the first row is the head.
pub(super) fn draw(rows: &[Vec<String>]) -> String {
    let rule = widths(rows).into_iter().map(|width| "-".repeat(width)).collect::<Vec<_>>().join("  ");
    let mut drawn = String::new();
    for (index, line) in columns(rows).into_iter().enumerate() {
        drawn.push_str(&line);
        drawn.push('\n');
        if index == 0 {
            drawn.push_str(&rule);
            drawn.push('\n');
        }
    }
    drawn
}

/// A line for each row, with columns of equal width, two blanks apart, and no head.
pub(super) fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let widths = widths(rows);
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// The text, or its beginning and `…` when it has more characters than `width`.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    (0..columns).map(width).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_line_up_by_characters() {
        let rows = [vec!["één".to_owned(), "b".to_owned()], vec!["a".to_owned(), "twee".to_owned()]];
        assert_eq!(super::draw(&rows), "één  b\n---  ----\na    twee\n");
    }

    #[test]
    fn long_text_is_cut_by_characters() {
        assert_eq!(super::cut("één", 3), "één");
        assert_eq!(super::cut("één twee", 5), "één…");
        assert_eq!(super::cut("", 0), "");
    }
}
