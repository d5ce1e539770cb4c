//! Turns the message catalogue into checked Rust keys; nothing to do without the pages.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "ui")]
    if let Err(error) = catalogue() {
        println!("cargo::error=the message catalogue does not read: {error}");
    }
}

/// Writes `OUT_DIR/i18n/mod.rs`: a sentence that pages ask for and no language has, or a variable
/// that is not handed in, then fails the build.
#[cfg(feature = "ui")]
fn catalogue() -> Result<(), Box<dyn std::error::Error>> {
    use leptos_i18n_build::options::CodegenOptions;
    use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

    println!("cargo::rerun-if-changed=src/ui/locales");
    // `interpolate_display` builds sentences as strings: attributes and titles need them.
    let config = Config::new("zh")?
        .add_locale("en")?
        .locales_path("src/ui/locales")
        .parse_options(ParseOptions::new().interpolate_display(true));
    let infos = TranslationsInfos::parse(config)?;
    infos.emit_diagnostics();
    let attributes = "#![allow(warnings, clippy::all)]".parse()?;
    let options = CodegenOptions::new().gen_docs(false).top_level_attributes(Some(attributes));
    let out = std::path::PathBuf::from(std::env::var("OUT_DIR")?);
    infos.generate_i18n_module_with_options(out.join("i18n"), options)?;
    Ok(())
}
