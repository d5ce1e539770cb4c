"""Writes the synthetic samples of people and the shorter forms of 1688 (all people invented).

Run from the repository: python3 tests/data/samples.py
"""
import csv, io, os, quopri, base64

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cn_export")


def path(name):
    return os.path.join(HERE, name)


def write(name, rows, encoding, end="\r\n"):
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    with open(path(name), "wb") as file:
        file.write(out.getvalue().encode(encoding))


def shorter_1688():
    with open(path("1688_orders_49col_gbk.csv"), encoding="gbk", newline="") as file:
        rows = list(csv.reader(file))
    titles = rows[0]
    dropped_31 = {"代理商姓名", "代理商联系方式", "代发服务商id", "微商订单号", "下单批次号", "下游订单号",
                  "下单公司主体", "发起人登录名", "发票：购货单位名称", "发票：纳税人识别号", "发票：地址、电话",
                  "发票：开户行及账号", "发票收取地址", "关联编号", "物料编号", "型号", "邮编",
                  "是否发起免密支付(1:淘货源诚e赊免密支付2:批量下单免密支付)"}
    dropped_28 = dropped_31 | {"是否代发订单", "下游渠道", "单品货号"}
    for columns, dropped in ((31, dropped_31), (28, dropped_28)):
        kept = [at for at, title in enumerate(titles) if title not in dropped]
        assert len(kept) == columns, (columns, len(kept))
        short = [[row[at] if at < len(row) else "" for at in kept] for row in rows]
        # Blanks at the ends and other brackets, as copies have them.
        short[0] = [title.replace("(元)", "（元）") + (" " if at % 7 == 3 else "")
                    for at, title in enumerate(short[0])]
        write(f"1688_orders_{columns}col_gbk.csv", short, "gbk")


YOUZAN = ["客户姓名", "客户昵称", "客户手机号", "性别", "生日", "微信号", "省份", "城市", "区县", "详细地址",
          "客户来源", "成为客户时间", "客户标签", "备注", "归属店铺", "归属导购", "是否会员", "会员等级",
          "成为会员时间", "成长值", "会员卡名称", "会员卡号", "客户积分", "客户储值余额", "消费次数",
          "消费金额", "客单价", "最近消费时间", "退款次数", "退款金额", "优惠券数", "是否关注公众号",
          "是否加企业微信", "客户状态"]


def youzan_customers():
    people = [
        ("陈样例", "桂花_测", "\t140****0001", "1990-05-12", "wx_demo_1", "浙江省", "杭州市", "2023-03-01 10:00:00", "老客户,茶友", "喜欢清淡", "LV2", "120", "35.50", "3", "299.70"),
        ("", "t_demo_002", "\t14000000002", "", "", "", "", "2023-04-01 10:00:00", "", "", "", "0", "0.00", "0", "0.00"),
        ("李样例", "t_demo_003", "\t14000000003", "5月20日", "", "广东省", "广州市", "2022-11-11 00:00:00", "批发 大客户", "", "LV5", "2300", "0.00", "12", "4,580.00"),
        ("", "", "\t14000000004", "", "", "", "", "2024-01-05 09:00:00", "", "", "", "15", "0", "1", "15.00"),
        ("王样例", "", "\t140****0005", "", "", "", "", "2024-02-05 09:00:00", "", "", "", "5", "0", "1", "5.00"),
        ("", "", "\t140****0006", "", "", "", "", "2024-02-06 09:00:00", "", "", "", "0", "0", "0", "0"),
        ("赵样例", "t_demo_007", "", "", "", "", "", "", "", "", "", "多", "0", "0", "0"),
    ]
    assert len(YOUZAN) == 34
    rows = [YOUZAN]
    for name, nick, phone, born, wechat, province, town, since, tags, remark, tier, points, stored, n, sum_ in people:
        cells = dict.fromkeys(YOUZAN, "")
        cells.update({"客户姓名": name, "客户昵称": nick, "客户手机号": phone, "生日": born, "微信号": wechat,
                      "省份": province, "城市": town, "成为客户时间": since, "客户标签": tags, "备注": remark,
                      "会员等级": tier, "客户积分": points, "客户储值余额": stored, "消费次数": n,
                      "消费金额": sum_, "是否会员": "是", "成长值": "10"})
        rows.append([cells[title] for title in YOUZAN])
    write("youzan_customers_34col.csv", rows, "utf-8")


def customer_list():
    titles = ["微信备注", "淘宝会员名", "手机号", "电话2", "微信号", "生日", "地区", "收货地址", "标签", "备注", "积分", "累计消费", "会员等级", "QQ"]
    rows = [titles,
            ["顾总定制 14000000101", "", "", "", "", "农历五月十二", "浙江", "", "批发、定制", "要&amp;快", "100", "￥1,200.50", "金卡", ""],
            ["陈样例(chén yàng lì)", "t_demo_102", "14000000102/14000000103", "", "wx_102", "1990年5月12日", "", "", "老客户 茶友", "", "", "", "", "10001"],
            ["李姐(Lily)", "", "１４００００００１０４", "0571-88880000", "", "不记得了", "", "测试街道示例路1号", "", "-", "0", "0", "", ""],
            ["", "", "140****0105", "", "", "", "", "", "", "没有名字", "", "", "", ""],
            ["王样例", "", "140****0106", "", "", "腊月廿三", "", "", "VIP 2024", "au003db", "", "", "", ""],
            ["赵样例", "", "14000000107-1234", "", "wx_107", "05-12", "", "", "茶/瓷器", "", "", "", "", ""],
            ["钱样例", "", "14000000108 微信同号", "", "", "1989-02-29", "", "", "", "", "", "", "", ""],
            ["孙样例", "", "14000000109", "", "", "19881231", "", "", "", "", "8分", "99", "银卡", ""],
            ["周样例", "", "14000000110", "", "", "", "", "", "", "", "一千", "", "", ""],
            ["吴样例", "", "14000000111", "", "", "", "", "", "", "", "12.5", "", "", ""]]
    write("customer_list_gbk.csv", rows, "gbk")


def cards_21():
    def quoted(text, charset):
        encoded = quopri.encodestring(text.encode(charset), quotetabs=True).decode().replace("=\n", "=\r\n")
        return encoded.replace("\r\n\r\n", "\r\n")
    picture = base64.b64encode(bytes(range(256)) * 3).decode()
    folded = "\r\n ".join(picture[at:at + 72] for at in range(0, len(picture), 72))
    lines = [
        "BEGIN:VCARD", "VERSION:2.1",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quoted("陈;样例", "utf-8") + ";;;",
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quoted("陈样例", "utf-8"),
        "TEL;CELL:140-0000-0201", "TEL;WORK:0571-88880000", "TEL;FAX:0571-88880001",
        "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quoted("样例茶行", "utf-8"),
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:" + quoted("每年清明前来买茶，要提前半个月告诉她今年的价格，喜欢清淡的", "utf-8"),
        "BDAY:19900512", "PHOTO;ENCODING=BASE64;JPEG:" + folded, "", "END:VCARD",
        "BEGIN:VCARD", "VERSION:2.1",
        "FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:" + quoted("顾样例", "gbk"),
        "TEL;CELL;PREF:14000000202", "X-WECHAT:wx_202",
        "AGENT:", "BEGIN:VCARD", "VERSION:2.1", "FN:Assistant", "TEL:14000000299", "END:VCARD",
        "ADR;HOME:;;Test Road 1;Hangzhou;Zhejiang;000000;", "END:VCARD",
        # No END.
        "BEGIN:VCARD", "VERSION:2.1", "N:Demo;Anna;;;", "TEL;CELL:+86 140 0000 0203",
        "BEGIN:VCARD", "VERSION:2.1", "TEL;CELL:140****0204", "END:VCARD",
    ]
    with open(path("contacts_21.vcf"), "wb") as file:
        file.write(("\r\n".join(lines) + "\r\n").encode("ascii"))


def cards_30():
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", "N:李;样例;;;", "FN:李样例", "NICKNAME:阿样",
        "item1.TEL;type=CELL;type=VOICE;type=pref:14000000301", "item1.X-ABLabel:_$!<Mobile>!$_",
        "item2.TEL;type=HOME:14000000302", "ORG:样例制品厂;采购部;", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-12",
        "item3.ADR;type=HOME:;;测试街道示例路2号\\, 3栋;余杭区;浙江省;000000;中国",
        "CATEGORIES:批发,老客户", "NOTE:第一行\\n第二行\\, 有逗号; 很长很长很长很长很长很长很长很长很长很",
        " 长很长", "EMAIL;type=INTERNET:li@example.invalid", "X-WECHAT:wx_301",
        "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJD" * 20, " " + "QUJD" * 20, "END:VCARD", "",
        "BEGIN:VCARD", "VERSION:4.0", "FN:王样例", "TEL;VALUE=uri;TYPE=\"voice,cell\":tel:+86-140-0000-0303",
        "BDAY:--0512", "IMPP:wechat:wx_303", "END:VCARD",
        "BEGIN:VCARD", "VERSION:3.0", "FN:", "N:;;;;", "NOTE:没有名字", "END:VCARD",
        "BEGIN:VCARD", "VERSION:3.0", "FN:赵样例 14000000304",
    ]
    with open(path("contacts_30.vcf"), "wb") as file:
        file.write("\n".join(lines).encode("utf-8"))


shorter_1688()
youzan_customers()
customer_list()
cards_21()
cards_30()
