//! Lays down the table of readings, turns the message catalogue into checked Rust keys, and asks the
//! linker for what the splitter needs.

#[path = "build/readings.rs"]
mod readings;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build/readings.rs");
    if let Err(error) = lay_down_readings() {
        println!("cargo::error=the readings cannot be written: {error}");
    }
    #[cfg(feature = "ui")]
    if let Err(error) = catalogue() {
        println!("cargo::error=the message catalogue does not read: {error}");
    }
    keep_places();
}

/// What the linker knows of places in the page's module is what the splitter needs
/// (`scripts/front/wasm-bindgen`).
fn keep_places() {
    let is_wasm = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|it| it == "wasm32");
    if is_wasm && std::env::var_os("CARGO_FEATURE_UI").is_some() {
        println!("cargo::rustc-link-arg-bin=huitou=--emit-relocs");
    }
}

/// Writes `OUT_DIR/readings.bin`.
fn lay_down_readings() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::PathBuf::from(std::env::var("OUT_DIR")?);
    std::fs::write(folder.join("readings.bin"), readings::table())?;
    Ok(())
}

/// Writes `OUT_DIR/i18n/mod.rs`: a sentence that pages ask for and no language has, a key that one
/// language lacks, or a variable that is not handed in, then fails the build.
///
/// This is what the crate `leptos_i18n_build` does, without its exporter of ICU data, which we do
/// not use and which is the longest compilation of the whole set-up.
#[cfg(feature = "ui")]
fn catalogue() -> Result<(), Box<dyn std::error::Error>> {
    use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
    use leptos_i18n_parser::parse_locales::parse_locales;

    println!("cargo::rerun-if-changed=src/ui/locales");
    // `interpolate_display` builds sentences as strings: attributes and titles need them.
    let config = Config::new("zh")?
        .add_locale("en")?
        .locales_path("src/ui/locales")
        .parse_options(ParseOptions::new().interpolate_display(true));
    let parsed = parse_locales(None, config)?;
    for warning in parsed.diag.warnings().iter() {
        println!("cargo::error={warning}");
    }
    for error in parsed.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    let attributes = "#![allow(warnings, clippy::all)]".parse()?;
    let code = leptos_i18n_codegen::gen_code(&parsed, None, false, Some(&attributes), false)?;
    let folder = std::path::PathBuf::from(std::env::var("OUT_DIR")?).join("i18n");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("mod.rs"), code.to_string())?;
    Ok(())
}
