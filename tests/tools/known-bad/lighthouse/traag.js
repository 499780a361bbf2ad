// Holds the page up for seconds on a slow telephone.
const until = performance.now() + 2500;
while (performance.now() < until);
niemandKent();
