// Not undefined, which is refused: a file exports that when its author forgot the export.
/** Entry of a pipeline without a transform. */
export default null;
