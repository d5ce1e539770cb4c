// The plain page for when the app cannot run. It is all that is left then, so: old JavaScript that every
// browser reads, no dependency, no markup from strings.
//
// What the seller has recorded can be saved from here even so: rescue-book.js reads it, where the browser is new
// enough. after-build.mjs fills in the name it has in this build.
//
// huitouRescue(reason, detail): 'floor' the browser is too old, 'secure' the address is not https,
// 'start' the app did not start, 'panic' it stopped.
(function () {
  'use strict';

  var BOOK = '__BOOK__';
  var TEXT = {
    floor: {
      zh: ['这个浏览器太旧了', '回头需要比较新的浏览器：Chrome 或 Android 系统浏览器 96、Safari 16.4（iOS 16.4）、Firefox 100，或更新的版本。请更新，或换一个浏览器打开。'],
      en: ['This browser is too old', 'Huitou needs Chrome or Android WebView 96, Safari 16.4 (iOS 16.4), Firefox 100, or newer. Please update it or open this page in another browser.']
    },
    secure: {
      zh: ['这个网址不安全，不能记账', '回头只在 https:// 开头的网址（或本机 localhost）里运行，不然浏览器不给保存数据所需的功能。'],
      en: ['This address is not secure', 'Huitou runs at addresses that begin with https:// (or on localhost) only; elsewhere browsers withhold what is needed to keep data safely.']
    },
    start: {
      zh: ['回头没有启动', '程序没有下载完整，或者浏览器不让它运行。请检查网络，再重新打开。已经记下的数据还在这台设备里，没有动过。'],
      en: ['Huitou did not start', 'The program did not arrive whole, or the browser does not let it run. Check the connection and reload. What you have recorded is still on this device, untouched.']
    },
    panic: {
      zh: ['回头出错停下了', '这是程序的错，不是你的。为了不弄坏数据，它停了下来；已经显示“已保存”的都还在。重新打开就能继续。'],
      en: ['Huitou has stopped', 'This is a fault of the program, not yours. It stopped so as not to harm the data; everything that was shown as saved is still there. Reload to go on.']
    }
  };
  var ZH = { local: '数据只存在这台设备，什么也没有发出去。', reload: '重新打开', detail: '给开发者看的', book: '读取账本的部分没有下载到。请联网后重新打开，这里就会给出备份。' };
  var EN = { local: 'The data is on this device only; nothing has been sent anywhere.', reload: 'Reload', detail: 'For the developers', book: 'The part that reads the book did not arrive. Go online and reload, and a backup will be offered here.' };

  function add(parent, tag, text) {
    var child = document.createElement(tag);
    if (text) child.textContent = text;
    parent.appendChild(child);
    return child;
  }

  function reload() {
    // If a newer build is waiting, it may be the cure.
    if (window.huitouUpdateWaiting && window.huitouActivateUpdate) window.huitouActivateUpdate();
    else location.reload();
  }

  function section(page, lang, words, common, reason) {
    var part = add(page, 'section');
    part.setAttribute('lang', lang);
    add(part, 'h1', words[0]);
    add(part, 'p', words[1]);
    add(part, 'p', common.local);
    if (reason === 'start' || reason === 'panic') add(part, 'button', common.reload).onclick = reload;
  }

  // Beside the page, not in it: it is written for newer browsers, and this page must stand without it.
  function addBook(page) {
    var part = add(page, 'section');
    part.id = 'rescue-book';
    part.setAttribute('data-testid', 'rescue-book');
    var script = document.createElement('script');
    script.type = 'module';
    script.onerror = function () {
      add(part, 'p', ZH.book).setAttribute('lang', 'zh-CN');
      add(part, 'p', EN.book).setAttribute('lang', 'en');
    };
    try {
      // The policies of boot.js may not be there: this page stands in for it.
      var types = window.trustedTypes;
      script.src = types ? types.createPolicy('rescue', { createScriptURL: function () { return BOOK; } }).createScriptURL('') : BOOK;
      document.head.appendChild(script);
    } catch (e) { script.onerror(); }
  }

  function show(reason, detail) {
    var words = TEXT[reason] || TEXT.panic;
    while (document.body.firstChild) document.body.removeChild(document.body.firstChild);
    var page = add(document.body, 'main');
    page.id = 'rescue';
    page.setAttribute('role', 'alert');
    page.setAttribute('data-testid', 'rescue');
    page.setAttribute('data-reason', reason);
    section(page, 'zh-CN', words.zh, ZH, reason);
    section(page, 'en', words.en, EN, reason);
    if (reason === 'start' || reason === 'panic') addBook(page);
    if (detail) {
      var part = add(page, 'section');
      add(part, 'p', ZH.detail + ' · ' + EN.detail);
      add(part, 'pre', String(detail).slice(0, 4000));
    }
  }

  var shown = false;
  window.huitouRescue = function (reason, detail) {
    // The first reason is the cause; what fails after it is only its echo.
    if (shown) return;
    shown = true;
    if (document.body) show(reason, detail);
    else document.addEventListener('DOMContentLoaded', function () { show(reason, detail); });
  };

  // A script of ours that does not arrive never gets the chance to report itself.
  window.addEventListener('error', function (event) {
    var from = event.target;
    if (from && from.tagName === 'SCRIPT') window.huitouRescue('start', from.getAttribute('src'));
  }, true);
})();
