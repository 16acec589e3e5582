//! stub
pub struct MediaType {
    essence: String,
    parameters: Vec<(String, String)>,
}
impl MediaType {
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let essence = parts.next()?.trim().to_ascii_lowercase();
        let parameters = parts
            .filter_map(|p| p.split_once('='))
            .map(|(a, b)| (a.trim().to_ascii_lowercase(), b.trim().trim_matches('"').to_owned()))
            .collect();
        Some(Self { essence, parameters })
    }
    pub fn essence(&self) -> &str {
        &self.essence
    }
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
    pub fn is_json(&self) -> bool {
        matches!(self.essence.as_str(), "application/csvm+json" | "application/ld+json" | "application/json")
    }
}
