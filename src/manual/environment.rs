//! The environment variables that the program honours.

use crate::text::{Text, manual as say};

/// One or several variables of one meaning.
pub struct Variable {
    /// Their names, the first that is set counts.
    pub names: &'static [&'static str],
    /// What they do.
    pub says: fn() -> Text,
}

/// All that are honoured, our own first.
pub const VARIABLES: &[Variable] = &[
    Variable { names: &["ISTIO_IMGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"], says: say::env_lang },
    Variable { names: &["ISTIO_IMGEN_CACHE_DIR"], says: say::env_cache_dir },
    Variable { names: &["ISTIO_IMGEN_CA_FILE", "GIT_SSL_CAINFO", "SSL_CERT_FILE"], says: say::env_ca_file },
    Variable { names: &["ISTIO_IMGEN_TOKEN", "ISTIO_IMGEN_TOKEN_HOST"], says: say::env_token },
    Variable { names: &["GITHUB_TOKEN"], says: say::env_github_token },
    Variable { names: &["HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"], says: say::env_proxy },
    Variable { names: &["NO_COLOR", "CLICOLOR_FORCE", "TERM"], says: say::env_colour },
    Variable { names: &["CI"], says: say::env_ci },
    Variable { names: &["XDG_CACHE_HOME"], says: say::env_xdg_cache_home },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variable_of_ours_is_told() {
        let world = include_str!("../world.rs");
        let told: Vec<&str> = VARIABLES.iter().flat_map(|variable| variable.names).copied().collect();
        for rest in world.split("\"ISTIO_IMGEN_").skip(1) {
            let name = format!("ISTIO_IMGEN_{}", rest.split('"').next().unwrap());
            assert!(told.contains(&name.as_str()), "{name}");
        }
    }
}
