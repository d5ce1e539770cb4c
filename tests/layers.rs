//! Proves the arrows of ARCHITECTURE.md on the text of `src/`: who may name whom, who may read the clock, who
//! may touch the browser's storage, and that no file grows beyond what one can read.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

const MAX_LINES: usize = 500;

/// In files below `folder`, paths that begin with one of `never` are forbidden.
struct Arrow {
    folder: &'static str,
    never: &'static [&'static str],
    why: &'static str,
}

const ARROWS: &[Arrow] = &[
    Arrow {
        folder: "src/domain",
        never: &["crate::demo", "crate::format", "crate::store", "crate::porter", "crate::ui"],
        why: "domain is values in, values out: it knows no other layer",
    },
    Arrow {
        folder: "src/format",
        never: &["crate::demo", "crate::store", "crate::porter", "crate::ui"],
        why: "format knows domain only",
    },
    Arrow {
        folder: "src/demo",
        never: &["crate::format", "crate::store", "crate::porter", "crate::ui"],
        why: "the demo shop is made up of what domain knows",
    },
    Arrow {
        folder: "src/store",
        never: &["crate::demo", "crate::porter", "crate::ui"],
        why: "store knows domain and format only",
    },
    Arrow {
        folder: "src/porter",
        never: &["crate::ui", "crate::store::book", "crate::store::settings"],
        why: "the porter carries files; the book is the page's",
    },
    Arrow {
        folder: "src/ui/pages",
        never: &["crate::store", "crate::format", "crate::porter"],
        why: "pages know ui and domain; what they want done they hand to ui::state",
    },
    Arrow {
        folder: "src/ui/components",
        never: &["crate::store", "crate::format", "crate::ui::state", "crate::ui::pages"],
        why: "components know what they are given, not the book",
    },
];

/// Names (or beginnings of names, with `*`) that stand only in files whose path begins with one of `only`.
struct Fence {
    names: &'static [&'static str],
    only: &'static [&'static str],
    why: &'static str,
}

const FENCES: &[Fence] = &[
    Fence {
        names: &["format::readings"],
        only: &["src/porter"],
        why: "the table of readings is no part of the first load",
    },
    Fence {
        names: &[
            "ui::pages::checkup::CheckupPage",
            "ui::pages::components::ComponentsPage",
            "ui::pages::customers::CustomersPage",
            "ui::pages::data::DataPage",
            "ui::pages::duplicates::DuplicatesPage",
            "ui::pages::grow::GrowPage",
            "ui::pages::insight::InsightPage",
            "ui::pages::settings::SettingsPage",
        ],
        only: &["src/ui/late.rs"],
        why: "a page is loaded when it is first needed, by its door",
    },
    Fence {
        names: &["crate::demo", "huitou::demo"],
        only: &["src/demo", "src/porter", "src/lib.rs"],
        why: "the made-up shop is no part of the first load",
    },
    Fence {
        names: &["leptos*", "web_sys", "js_sys", "gloo*", "wasm_bindgen*"],
        only: &["src/ui", "src/store", "src/porter", "src/lib.rs", "src/main.rs", "src/parts.rs"],
        why: "domain and format run without a browser",
    },
    Fence {
        names: &[
            "Utc::now",
            "Local::now",
            "Date::now",
            "Date::new_0",
            "SystemTime::now",
            "Instant::now",
        ],
        only: &["src/ui/clock.rs"],
        why: "the clock is read in src/ui/clock.rs only; take a Moment",
    },
    Fence {
        names: &[
            "gloo_storage",
            "idb",
            "Idb*",
            "indexed_db",
            "local_storage",
            "session_storage",
            "SessionStorage",
            "web_sys::Storage",
        ],
        only: &["src/store"],
        why: "the browser's storage is touched by src/store only",
    },
];

#[derive(Debug, PartialEq)]
struct Violation {
    file: String,
    line: usize,
    what: String,
    why: &'static str,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} ({})", self.file, self.line, self.what, self.why)
    }
}

/// Everything wrong in one file; `file` is its path from the repository, with forward slashes.
fn check(file: &str, text: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut report = |line, what, why| {
        found.push(Violation { file: file.to_owned(), line, what, why });
    };
    let lines = text.lines().count();
    if lines > MAX_LINES {
        let why = "if it needs \"and\" to say what it holds, it is two files";
        report(MAX_LINES + 1, format!("{lines} lines, at most {MAX_LINES}"), why);
    }
    for name in names(&module_of(file), &tokens(text)) {
        for arrow in ARROWS.iter().filter(|arrow| is_below(file, arrow.folder)) {
            if arrow.never.iter().any(|never| starts_with_path(&name.path, never)) {
                report(name.line, format!("names {}", name.path.join("::")), arrow.why);
            }
        }
        for fence in
            FENCES.iter().filter(|fence| !fence.only.iter().any(|only| is_below(file, only)))
        {
            if fence.names.iter().any(|pattern| contains_path(&name.path, pattern)) {
                report(name.line, format!("names {}", name.path.join("::")), fence.why);
            }
        }
    }
    found
}

/// `src/domain` holds `src/domain/day.rs` and `src/domain.rs`, not `src/domains/day.rs`.
fn is_below(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest == ".rs")
}

fn starts_with_path(path: &[String], prefix: &str) -> bool {
    let prefix: Vec<_> = prefix.split("::").collect();
    path.len() >= prefix.len() && path.iter().zip(prefix).all(|(a, b)| a == b)
}

fn contains_path(path: &[String], pattern: &str) -> bool {
    let pattern: Vec<_> = pattern.split("::").collect();
    path.windows(pattern.len()).any(|window| {
        window.iter().zip(&pattern).all(|(name, pattern)| match pattern.strip_suffix('*') {
            Some(stem) => name.starts_with(stem),
            None => name == pattern,
        })
    })
}

/// `src/ui/pages/today.rs` is `crate::ui::pages::today`.
fn module_of(file: &str) -> Vec<String> {
    let inner = file.trim_start_matches("src/").trim_end_matches(".rs");
    let names = inner.split('/').filter(|name| !matches!(*name, "mod" | "lib" | "main"));
    std::iter::once("crate").chain(names).map(str::to_owned).collect()
}

struct Token {
    text: String,
    line: usize,
}

/// Names, `::` and single signs; without comments, strings and character literals.
fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<Token> = Vec::new();
    let (mut at, mut line) = (0, 1);
    let peek = |at: usize| chars.get(at).copied().unwrap_or('\0');
    while at < chars.len() {
        let begin = at;
        let first_line = line;
        let c = chars[at];
        if c == '/' && peek(at + 1) == '/' {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if c == '/' && peek(at + 1) == '*' {
            let mut depth = 0;
            while at < chars.len() {
                match (chars[at], peek(at + 1)) {
                    ('/', '*') => (depth, at) = (depth + 1, at + 2),
                    ('*', '/') => (depth, at) = (depth - 1, at + 2),
                    _ => at += 1,
                }
                if depth == 0 {
                    break;
                }
            }
        } else if let Some(hashes) = raw_string(&chars[at..]) {
            let end: String = std::iter::once('"').chain("#".repeat(hashes).chars()).collect();
            at += chars[at..].iter().position(|&c| c == '"').unwrap_or(0) + 1;
            while at < chars.len() && !chars[at..].iter().copied().take(end.len()).eq(end.chars()) {
                at += 1;
            }
            at += end.len();
        } else if c == '"' {
            at += 1;
            while at < chars.len() && chars[at] != '"' {
                at += if chars[at] == '\\' { 2 } else { 1 };
            }
            at += 1;
        } else if c == '\'' && (peek(at + 1) == '\\' || peek(at + 2) == '\'') {
            // A character; a lifetime has no second quote there.
            at += 2;
            while at < chars.len() && chars[at] != '\'' {
                at += 1;
            }
            at += 1;
        } else if c.is_alphanumeric() || c == '_' {
            while peek(at).is_alphanumeric() || peek(at) == '_' {
                at += 1;
            }
            out.push(Token { text: chars[begin..at].iter().collect(), line });
        } else if c == ':' && peek(at + 1) == ':' {
            at += 2;
            out.push(Token { text: "::".to_owned(), line });
        } else {
            at += 1;
            if !c.is_whitespace() {
                out.push(Token { text: c.to_string(), line });
            }
        }
        at = at.min(chars.len());
        line = first_line + chars[begin..at].iter().filter(|&&c| c == '\n').count();
    }
    out
}

/// The number of `#` when a raw string begins here.
fn raw_string(rest: &[char]) -> Option<usize> {
    let after_prefix = match rest {
        ['b', 'r', ..] => 2,
        ['r', ..] => 1,
        _ => return None,
    };
    let hashes = rest[after_prefix..].iter().take_while(|&&c| c == '#').count();
    (rest.get(after_prefix + hashes) == Some(&'"')).then_some(hashes)
}

struct Name {
    path: Vec<String>,
    line: usize,
}

/// Every path of the text, groups (`a::{b, c::d}`) taken apart, `self` and `super` resolved.
fn names(module: &[String], tokens: &[Token]) -> Vec<Name> {
    let mut out = Vec::new();
    // Inline modules and the depth of braces at which each ends.
    let mut inner: Vec<(String, usize)> = Vec::new();
    let (mut at, mut depth) = (0, 0);
    while at < tokens.len() {
        let text = tokens[at].text.as_str();
        let next = |n: usize| tokens.get(at + n).map_or("", |token| token.text.as_str());
        if text == "mod" && next(2) == "{" {
            inner.push((next(1).to_owned(), depth));
            depth += 1;
            at += 3;
        } else if is_name(text) {
            let mut here = module.to_vec();
            here.extend(inner.iter().map(|(name, _)| name.clone()));
            at = path(&here, &[], tokens, at, &mut out);
        } else {
            match text {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    inner.retain(|(_, outside)| *outside < depth);
                }
                _ => {}
            }
            at += 1;
        }
    }
    out
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads one path that continues `before`; gives where it ends.
fn path(
    here: &[String],
    before: &[String],
    tokens: &[Token],
    mut at: usize,
    out: &mut Vec<Name>,
) -> usize {
    let mut path = before.to_vec();
    let line = tokens[at].line;
    let text = |at: usize| tokens.get(at).map_or("", |token: &Token| token.text.as_str());
    loop {
        match text(at) {
            "super" => {
                let from = if path.is_empty() { here } else { &path };
                path = from[..from.len().saturating_sub(1).max(1)].to_vec();
            }
            // Alone it is a receiver, at the end of a group it is the path so far.
            "self" if path.is_empty() && text(at + 1) == "::" => path = here.to_vec(),
            "self" => {}
            name => path.push(name.to_owned()),
        }
        at += 1;
        if text(at) != "::" {
            break;
        }
        at += 1;
        if text(at) == "{" {
            return group(here, &path, tokens, at + 1, out);
        }
        if !is_name(text(at)) {
            // `::*` or a turbofish
            break;
        }
    }
    out.push(Name { path, line });
    at
}

fn group(
    here: &[String],
    before: &[String],
    tokens: &[Token],
    mut at: usize,
    out: &mut Vec<Name>,
) -> usize {
    while at < tokens.len() {
        match tokens[at].text.as_str() {
            "}" => return at + 1,
            text if is_name(text) => at = path(here, before, tokens, at, out),
            _ => at += 1,
        }
    }
    at
}

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("src can be read");
    for path in entries.map(|entry| entry.expect("src can be read").path()) {
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn the_source_keeps_to_its_layers() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&top.join("src"), &mut files);
    files.sort();
    assert!(files.len() >= 5, "the source is not where this test looks");
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("source is UTF-8");
        let name =
            file.strip_prefix(top).expect("below the top").to_string_lossy().replace('\\', "/");
        wrong.extend(check(&name, &text).iter().map(Violation::to_string));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The lines at which the checker objects.
fn lines(file: &str, text: &str) -> Vec<usize> {
    check(file, text).iter().map(|violation| violation.line).collect()
}

#[test]
fn every_forbidden_arrow_is_seen() {
    let rows = [
        ("src/domain/day.rs", "use crate::format::table;"),
        ("src/domain/day.rs", "fn f() { crate::store::files::open() }"),
        ("src/domain.rs", "use crate::ui;"),
        ("src/domain/day.rs", "use crate::demo::lunar;"),
        ("src/demo/mod.rs", "use crate::format::orders;"),
        ("src/store/files.rs", "use crate::demo::demo_shop;"),
        ("src/format/backup.rs", "use crate::store::files;"),
        ("src/format/backup.rs", "use crate::{domain::Day, ui::{self, text}};"),
        ("src/store/commit.rs", "use crate::ui::state::State;"),
        ("src/ui/pages/today.rs", "use crate::{\n domain::Day, store::commit };"),
        ("src/ui/pages/today.rs", "let table = crate::format::table::read(bytes);"),
        ("src/ui/pages/today.rs", "use super::super::super::store::commit;"),
        ("src/ui/components/toast.rs", "use crate::ui::state::State;"),
        ("src/ui/components/toast.rs", "use crate::ui::{i18n::t, state::State};"),
        ("src/ui/components/toast.rs", "use super::super::state::State;"),
        ("src/ui/components/toast.rs", "use crate::ui::pages::today;"),
        ("src/ui/components/chart/bars.rs", "use crate::store;"),
        ("src/domain/mod.rs", "mod tests { use super::super::format; }"),
        ("src/domain/day.rs", "use leptos::prelude::*;"),
        ("src/domain/day.rs", "use leptos_i18n as t;"),
        ("src/format/table.rs", "let w = web_sys::window();"),
        ("src/format/table.rs", "#[wasm_bindgen] fn f() {}"),
        ("src/format/table.rs", "use {js_sys::Uint8Array};"),
        ("src/format/table.rs", "use gloo::timers;"),
        ("src/ui/app.rs", "let now = chrono::Utc::now();"),
        ("src/ui/app.rs", "let now = Local::now();"),
        ("src/ui/app.rs", "let now = js_sys::Date::now();"),
        ("src/store/commit.rs", "let now = std::time::SystemTime::now();"),
        ("src/ui/app.rs", "use gloo_storage::LocalStorage;"),
        ("src/ui/app.rs", "use web_sys::{Window, Storage};"),
        ("src/ui/app.rs", "window.local_storage()"),
        ("src/ui/app.rs", "let f: web_sys::IdbFactory = f;"),
        ("src/ui/app.rs", "use idb::Factory;"),
    ];
    for (file, text) in rows {
        assert!(!check(file, text).is_empty(), "missed in {file}: {text}");
    }
}

#[test]
fn what_is_allowed_passes() {
    let rows = [
        ("src/domain/day.rs", "use crate::domain::money::Money; use super::id::Id;"),
        (
            "src/domain/day.rs",
            "// crate::ui and leptos\n/* web_sys /* js_sys */ gloo */ const A: &str = \"crate::ui\";",
        ),
        (
            "src/domain/day.rs",
            "const A: &str = r#\"use \"crate::ui\" \"#; const B: char = '\"'; const C: char = '\\'';",
        ),
        ("src/domain/day.rs", "fn f<'a>(x: &'a str) -> &'a str { x } mod tests { use super::*; }"),
        ("src/domain/day.rs", "let format = self.store; format!(\"{}\", ui);"),
        ("src/format/backup.rs", "use crate::domain::Day;"),
        ("src/demo/mod.rs", "use crate::domain::day::Day; use super::random::Random;"),
        (
            "src/store/commit.rs",
            "use crate::{domain::Day, format::page}; use web_sys::Storage; use idb::Factory;",
        ),
        (
            "src/ui/pages/today.rs",
            "use crate::domain::Day; use crate::ui::state::State; use super::settings;",
        ),
        ("src/ui/state/mod.rs", "use crate::store::commit; use crate::format::backup;"),
        (
            "src/ui/components/toast.rs",
            "use crate::ui::{components::dialog, i18n::t}; use crate::domain::Money;",
        ),
        ("src/ui/clock.rs", "js_sys::Date::now()"),
        ("src/domains/day.rs", "use crate::domain::format;"),
    ];
    for (file, text) in rows {
        assert_eq!(check(file, text), [], "in {file}: {text}");
    }
}

#[test]
fn a_violation_names_file_line_and_reason() {
    let text = "//! A page.\n\nuse crate::{\n    domain::Day,\n    store::commit,\n};\n";
    let [violation] = &check("src/ui/pages/today.rs", text)[..] else { panic!("one violation") };
    let shown = violation.to_string();
    assert!(
        shown.starts_with("src/ui/pages/today.rs:5: names crate::store::commit (pages know"),
        "{shown}"
    );
    assert_eq!(lines("src/domain/day.rs", "\"two\nlines\"; /* and\nmore */ crate::ui::x;"), [3]);
}

#[test]
fn a_file_may_have_so_many_lines_and_no_more() {
    let full = "\n".repeat(MAX_LINES);
    assert_eq!(lines("src/domain/day.rs", &full), []);
    assert_eq!(lines("src/domain/day.rs", &format!("{full}\n")), [MAX_LINES + 1]);
}
