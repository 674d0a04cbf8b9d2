export { default as init, Renderer } from '@takumi-rs/wasm'
export { default as compiled } from '@takumi-rs/wasm/auto'
