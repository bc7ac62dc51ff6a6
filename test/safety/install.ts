import { installPythonTools } from './python';

export default installPythonTools;
