/** The bundler takes the styles out into a file of their own. */
declare module '*.css';
