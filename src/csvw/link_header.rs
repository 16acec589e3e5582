//! stub
pub struct Link {
    pub target: String,
    pub media_type: Option<String>,
}
pub fn described_by(text: &str) -> Vec<Link> {
    text.split(',')
        .filter_map(|l| {
            let (t, rest) = l.trim().strip_prefix('<')?.split_once('>')?;
            let mt = rest
                .split(';')
                .filter_map(|p| p.split_once('='))
                .find(|(a, _)| a.trim() == "type")
                .map(|(_, v)| v.trim().trim_matches('"').to_owned());
            rest.to_lowercase().contains("describedby").then(|| Link { target: t.to_owned(), media_type: mt })
        })
        .collect()
}
