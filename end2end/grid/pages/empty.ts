// What the machine itself costs: a scroller as tall as the others with nothing in it.

const place = document.getElementById('place');
if (!place) throw new Error('nowhere to put the scroller');
place.innerHTML = '<div class="scroller"><div style="height: 3400000px"></div></div>';
document.documentElement.setAttribute('data-ready', '');
