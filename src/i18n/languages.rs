//! What languages call themselves.

/// The name of a language in that language, for the language switch; the tag itself where it is not known here.
#[must_use]
pub fn own_name(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or(tag) {
        "ar" => "العربية",
        "bn" => "বাংলা",
        "cy" => "Cymraeg",
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fr" => "Français",
        "ga" => "Gaeilge",
        "gd" => "Gàidhlig",
        "gu" => "ગુજરાતી",
        "gv" => "Gaelg",
        "it" => "Italiano",
        "kw" => "Kernewek",
        "lt" => "Lietuvių",
        "nl" => "Nederlands",
        "pa" => "ਪੰਜਾਬੀ",
        "pl" => "Polski",
        "pt" => "Português",
        "ro" => "Română",
        "sco" => "Scots",
        "so" => "Soomaali",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ur" => "اردو",
        "zh" => "中文",
        _ => tag,
    }
}
