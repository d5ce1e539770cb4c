//! The program that shows the page. Messengers open links inside of themselves, and clear what is
//! kept there when they like.

/// Marks of messengers in the name that a browser gives of itself. `QQ/` is the messenger, its
/// browser says `QQBrowser/`.
const MESSENGERS: [&str; 3] = ["MicroMessenger", "QQ/", "AlipayClient"];

/// True where a messenger shows the page. The only place that reads who the browser says it is.
#[must_use]
pub fn is_messenger() -> bool {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok());
    agent.is_some_and(|agent| names_messenger(&agent))
}

fn names_messenger(agent: &str) -> bool {
    MESSENGERS.iter().any(|mark| agent.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messengers_and_browsers() {
        const ANDROID: &str = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/121.0 Mobile Safari/537.36";
        for (rule, more, expected) in [
            ("WeChat", " XWEB/1 MMWEBSDK/2 MicroMessenger/8.0.47 NetType/WIFI", true),
            ("QQ", " V1_AND_SQ_9.0.15 QQ/9.0.15.14 NetType/4G", true),
            ("Alipay", " NebulaSDK/1.8 AliApp(AP/10.5) AlipayClient/10.5.96", true),
            ("the browser of QQ is one", " MQQBrowser/14.7", false),
            ("Chrome", "", false),
            ("a shop app is not asked", " AliApp(TB/10.30)", false),
        ] {
            assert_eq!(names_messenger(&format!("{ANDROID}{more}")), expected, "{rule}");
        }
        assert!(!names_messenger(""), "nothing said");
    }
}
