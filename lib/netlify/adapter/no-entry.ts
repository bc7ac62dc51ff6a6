/** Replaces the entry of a user where the adapter does all of the work. */
export default {};
