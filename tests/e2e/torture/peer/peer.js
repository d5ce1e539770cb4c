// How many small apps keep their data: everything as one JSON in localStorage, 300 ms after the last change. The
// killer's own yardstick: a driver that finds no losses here would find none anywhere.
const sales = JSON.parse(localStorage.getItem('book') ?? '[]');
const status = document.getElementById('status');
let timer;
window.peer = {
  sales,
  add(nick, fen) {
    sales.push([nick, fen]);
    status.textContent = `${sales.length}`;
    status.dataset.state = 'saving';
    clearTimeout(timer);
    timer = setTimeout(() => {
      localStorage.setItem('book', JSON.stringify(sales));
      status.dataset.state = 'saved';
      window.torture_saved?.(sales.map(([nick]) => nick));
    }, 300);
  },
};
