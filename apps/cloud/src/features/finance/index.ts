export { financePages } from './finance.pages.tsx';
