let count = 0;

/** Counts the requests of its instance. */
export default {
  fetch() {
    count += 1;
    return new Response(String(count));
  },
};
