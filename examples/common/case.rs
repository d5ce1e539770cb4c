//! What the runners of the loyalty engine share: one JSON object in, one out.

use std::io::Read as _;
use std::process::ExitCode;

use huitou::format::cases::BadCase;
use serde_json::json;

/// Answers the case on stdin. Exit 2 with `{"reason"}` as the last line of stderr where it breaks
/// the schema; nothing on stdout then.
pub(crate) fn run(answer: impl FnOnce(&str) -> Result<String, BadCase>) -> ExitCode {
    let mut text = String::new();
    let answered = match std::io::stdin().read_to_string(&mut text) {
        Ok(_) => answer(&text).map_err(|bad| bad.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match answered {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{}", json!({ "reason": reason }));
            ExitCode::from(2)
        }
    }
}
