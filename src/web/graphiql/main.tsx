/** Starts GraphiQL in the browser. Everything it needs is in this bundle. */
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '../ui/theme.css';
import './style.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const place = document.getElementById('graphiql');
if (place) createRoot(place).render(<App />);
