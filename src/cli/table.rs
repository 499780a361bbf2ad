//! Text in columns.

/// Rows with columns of equal width, two blanks apart; the first row is the head.
pub(super) fn draw(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut drawn = String::new();
    for (index, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        drawn.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        drawn.push('\n');
        if index == 0 {
            drawn.push_str(&widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("  "));
            drawn.push('\n');
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_line_up_by_characters() {
        let rows = [vec!["één".to_owned(), "b".to_owned()], vec!["a".to_owned(), "twee".to_owned()]];
        assert_eq!(super::draw(&rows), "één  b\n---  ----\na    twee\n");
    }
}
