/*
 * What the pages do by themselves: they hear that something is new and read it, write times as the
 * reader is used to, count a QR's seconds down, and keep a chat at its end. Nothing here asks on a
 * timer; the one interval only redraws the countdown.
 */
var led = (function () {
  'use strict';

  var reading = false;
  var again = false;
  var retry = null;

  function watched() {
    var main = document.getElementById('main');
    return main ? main.dataset.watch || '' : '';
  }

  function concerns(news) {
    var watch = watched();
    if (news === 'hello') {
      return true;
    }
    if (watch === 'fleet') {
      return news.indexOf('bot:') === 0;
    }
    if (watch === 'sandbox') {
      return news === 'chat' || news.indexOf('bot:') === 0;
    }
    return watch.indexOf('bot:') === 0
      && (news === watch || news === 'log:' + watch.substring(4));
  }

  /* One reading at a time; whatever is heard meanwhile asks for exactly one more. */
  function read() {
    if (typeof window.ledRefresh !== 'function') {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    var typed = keep();
    var done = function () {
      reading = false;
      restore(typed);
      if (again) {
        again = false;
        read();
      }
    };
    document.addEventListener('led:read', done, {once: true});
    window.ledRefresh();
  }

  /* What somebody is typing into a part of the page that is read again, and what they opened. */
  function keep() {
    var field = document.activeElement;
    var kept = {values: {}, open: {}, focus: field && field.id};
    document.querySelectorAll('#main .by-code input[type=tel]').forEach(function (input) {
      kept.values[input.id] = input.value;
    });
    document.querySelectorAll('#main details[id]').forEach(function (details) {
      kept.open[details.id] = details.open;
    });
    return kept;
  }

  function restore(kept) {
    Object.keys(kept.values).forEach(function (id) {
      var input = document.getElementById(id);
      if (input) {
        input.value = kept.values[id];
        if (kept.focus === id) {
          input.focus();
        }
      }
    });
    Object.keys(kept.open).forEach(function (id) {
      var details = document.getElementById(id);
      if (details) {
        details.open = details.open || kept.open[id];
      }
    });
  }

  function banner(shown) {
    var lost = document.getElementById('link-lost');
    if (lost) {
      lost.hidden = !shown;
    }
  }

  function writeTimes(root) {
    /* The language of the page, the habits of the reader: an English page shows 14:00 to a Briton. */
    var page = document.documentElement.lang;
    var language = navigator.language.indexOf(page) === 0 ? navigator.language : page;
    var today = new Date().toDateString();
    root.querySelectorAll('time[datetime]:not([title])').forEach(function (time) {
      var at = new Date(time.dateTime);
      if (isNaN(at)) {
        return;
      }
      time.title = at.toLocaleString(language, {dateStyle: 'full', timeStyle: 'long'});
      var clock = at.toLocaleTimeString(language,
        time.closest('.bubble') ? {timeStyle: 'short'} : {timeStyle: 'medium'});
      time.textContent = at.toDateString() === today
        ? clock
        : at.toLocaleDateString(language, {dateStyle: 'medium'}) + ' ' + clock;
    });
  }

  function startCountdowns(root) {
    root.querySelectorAll('.countdown:not([data-ends])').forEach(function (countdown) {
      countdown.dataset.ends = performance.now() + Number(countdown.dataset.remaining);
    });
  }

  function count() {
    document.querySelectorAll('.countdown[data-ends]').forEach(function (countdown) {
      var left = Math.max(0, Number(countdown.dataset.ends) - performance.now());
      countdown.querySelector('.seconds').textContent = String(Math.ceil(left / 1000));
      var frame = countdown.closest('.qr-frame, .code-frame');
      /* A code that has run out is never shown as if it could be scanned. */
      frame.classList.toggle('stale', left === 0);
    });
  }

  function toEnd(root) {
    var bubbles = root.querySelector('.bubbles') || document.querySelector('.bubbles');
    if (bubbles) {
      bubbles.scrollTop = bubbles.scrollHeight;
    }
  }

  function dress(root) {
    writeTimes(root);
    startCountdowns(root);
    count();
    toEnd(root);
  }

  document.addEventListener('DOMContentLoaded', function () {
    dress(document);
    setInterval(count, 250);
    new MutationObserver(function (changes) {
      var added = changes.some(function (change) {
        return Array.prototype.some.call(change.addedNodes, function (node) {
          return node.nodeType === 1;
        });
      });
      if (added) {
        dress(document);
      }
    }).observe(document.getElementById('main'), {childList: true, subtree: true});
  });

  return {
    /** The connection brought news. */
    heard: function (news) {
      banner(false);
      if (concerns(String(news))) {
        read();
      }
    },
    /** The page has read what is new, or could not. */
    done: function () {
      document.dispatchEvent(new Event('led:read'));
    },
    /** The connection is gone and is being tried again. */
    lost: function () {
      banner(true);
    },
    /** The connection is gone; the server may be away for longer, so try on, more slowly. */
    closed: function (code) {
      banner(true);
      if (code === 1008 || code === 1000) {
        return;
      }
      clearTimeout(retry);
      retry = setTimeout(function () {
        faces.push.open('news');
      }, 10000);
    },
    /** Puts the keyboard on this element. */
    focus: function (id) {
      var element = document.getElementById(id);
      if (element) {
        element.focus();
      }
    }
  };
})();
