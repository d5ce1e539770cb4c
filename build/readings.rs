//! The readings of Chinese characters as one table, made while building: the crate with the dictionary
//! weighs several times of what we ask of it, and no part of it travels with the app.
//!
//! ```text
//! lists  how many u16, then each: length u8, toneless syllables with blanks between them, ü as v
//! cells  for each character from U+3007 to U+9FFF u16: 0 none, else place of its list + 1
//! ```
//! Whole numbers are little-endian. `src/domain/search/readings.rs` reads the same.

use std::collections::HashMap;

use pinyin::ToPinyin;

const FIRST: char = '\u{3007}';
const LAST: char = '\u{9fff}';

/// Characters with several readings in names, places and shops, the one of a surname first. All
/// others have the first of the dictionary: its rarer ones would find every 王 for "yu".
const SEVERAL: &str = "\
单 shan dan chan|曾 zeng ceng|仇 qiu chou|解 xie jie|区 ou qu|查 zha cha|尉 wei yu|万 wan mo
俟 qi si|朴 piao pu|盖 ge gai|乐 yue le lao|缪 miao mou|宓 mi fu|覃 qin tan|员 yun yuan
召 shao zhao|种 chong zhong|秘 bi mi|折 she zhe|翟 zhai di|薄 bo bao|卜 bu bo|柏 bai bo
车 che ju|晟 sheng cheng|谌 chen shen|都 du dou|阚 kan|费 fei bi|贾 jia gu|陆 lu liu|隗 wei kui
洗 xi xian|牟 mou mu|能 neng nai|繁 po fan|莘 shen xin|盛 sheng cheng|石 shi dan|郇 xun huan
於 yu wu|祭 zhai ji|句 gou ju|郗 xi chi|黑 he hei|靓 jing liang|贠 yun|乜 nie mie|佴 nai
长 chang zhang|重 zhong chong|行 xing hang|还 hai huan|会 hui kuai|得 de dei|地 di de
着 zhe zhao zhuo|没 mei mo|了 le liao|的 de di|大 da dai|阿 a e|和 he huo|朝 chao zhao
调 tiao diao|传 chuan zhuan|弹 dan tan|度 du duo|恶 e wu|佛 fo fu|降 jiang xiang|强 qiang jiang
角 jiao jue|嚼 jiao jue|觉 jue jiao|卡 ka qia|落 luo la lao|率 lv shuai|绿 lv lu|露 lu lou
埋 mai man|蔓 man wan|模 mo mu|弄 nong long|胖 pang pan|便 bian pian|曝 bao pu|奇 qi ji
圈 quan juan|色 se shai|塞 sai se|厦 xia sha|什 shen shi|识 shi zhi|似 si shi|宿 su xiu
拓 tuo ta|尾 wei yi|吓 xia he|巷 xiang hang|校 xiao jiao|削 xiao xue|血 xue xie|咽 yan ye
殷 yin yan|择 ze zhai|轧 ya zha|粘 zhan nian|扎 zha za|藏 cang zang|参 can shen cen
差 cha chai ci|颤 chan zhan|称 cheng chen|澄 cheng deng|匙 chi shi|臭 chou xiu|畜 chu xu
幢 chuang zhuang|攒 zan cuan|提 ti di|囤 tun dun|番 fan pan|脯 fu pu|咖 ka ga|给 gei ji|合 he ge
谷 gu yu|龟 gui jun qiu|桧 gui hui|虾 xia ha|吭 keng hang|核 he hu|稽 ji qi|缉 ji qi|槛 jian kan
劲 jin jing|颈 jing geng|壳 ke qiao|括 kuo gua|烙 lao luo|勒 le lei|俩 lia liang|偻 lou lv
抹 mo ma|脉 mai mo|氓 mang meng|泌 mi bi|娜 na nuo|呢 ne ni|疟 nve yao|迫 po pai|屏 ping bing
栖 qi xi|蹊 qi xi|雀 que qiao|茄 qie jia|亲 qin qing|若 ruo re|杉 shan sha|省 sheng xing
属 shu zhu|数 shu shuo|沓 ta da|褪 tui tun|蔚 wei yu|涡 wo guo|系 xi ji|吁 xu yu|铅 qian yan
约 yue yao|钥 yao yue|遗 yi wei|艾 ai yi|熨 yun yu|爪 zhao zhua|著 zhu zhuo|琢 zhuo zuo|埔 pu bu
堡 bao pu bu|刨 pao bao|蚌 bang beng|剥 bo bao|伯 bo bai|泊 bo po|侧 ce zhai|辟 pi bi
扁 bian pian|骠 piao biao|槟 bin bing|裨 bi pi|绰 chuo chao|伺 si ci|枞 cong zong|撮 cuo zuo
读 du dou|否 fou pi|鹄 gu hu|莞 guan wan|纶 guan lun|貉 he hao|圜 huan yuan|奘 zang zhuang
芥 jie gai|咀 ju zui|隽 jun juan|肋 lei|棱 leng ling|六 liu lu|碌 lu liu|捋 lv luo|糜 mi mei
拗 ao niu|膀 pang bang|磅 pang bang|彷 pang fang|蕃 fan bo|杓 shao biao|说 shuo shui|熟 shu shou
忪 song zhong|圩 xu wei|荥 xing ying|浚 jun xun|芎 xiong|陉 xing jing|烟 yan yin|粥 zhou yu
仔 zi zai|柞 zuo zha|歙 she xi|泷 long shuang";

/// The table.
pub(crate) fn table() -> Vec<u8> {
    let several: HashMap<char, &str> = SEVERAL
        .split(['|', '\n'])
        .filter_map(|said| Some((said.chars().next()?, said.split_once(' ')?.1)))
        .collect();
    let mut lists: Vec<String> = Vec::new();
    let mut places: HashMap<String, u16> = HashMap::new();
    let mut cells = Vec::new();
    for c in FIRST..=LAST {
        let list = match several.get(&c) {
            Some(several) => (*several).to_owned(),
            None => c.to_pinyin().map_or_else(String::new, |it| spelt(it.plain())),
        };
        let cell = if list.is_empty() {
            0
        } else {
            *places.entry(list.clone()).or_insert_with(|| {
                lists.push(list);
                lists.len() as u16
            })
        };
        cells.extend(u16::to_le_bytes(cell));
    }
    let mut out = (lists.len() as u16).to_le_bytes().to_vec();
    for list in lists {
        out.push(list.len() as u8);
        out.extend(list.bytes());
    }
    out.extend(cells);
    out
}

/// A syllable in the 26 letters.
fn spelt(plain: &str) -> String {
    plain.replace('ü', "v").replace('ê', "e").chars().filter(char::is_ascii_lowercase).collect()
}
