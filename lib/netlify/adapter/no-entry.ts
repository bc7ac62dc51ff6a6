/** Stands in the place of a user's file, where an adapter does all of the work. */
export default {};
