export const PAGE_STYLES = `
*{box-sizing:border-box}
[hidden]{display:none!important}
html,body{height:100%;margin:0}
body{font:14px/1.45 'PT Sans','Segoe UI',Roboto,Arial,sans-serif;color:#22303c;background:#eef1f4;display:flex;flex-direction:column}
button,select,input{font:inherit;color:inherit}
button{cursor:pointer}
h1{font-size:19px;margin:0;font-weight:700}
h2{font-size:13px;margin:18px 0 6px;color:#5d6b78;font-weight:700}
.muted{color:#6b7883}
:focus-visible{outline:2px solid #2f6fb2;outline-offset:1px}
#page_holder{flex:1;display:flex;min-height:0}
#left_menu{width:208px;flex:none;background:#25364a;color:#dfe7ee;padding:14px 10px;display:flex;flex-direction:column;gap:14px;overflow:auto}
.brand{font-weight:700;font-size:16px;padding:0 8px;color:#fff}
.who{padding:0 8px;display:flex;flex-direction:column;font-size:12px;color:#b6c4d1}
.who b{color:#fff;font-size:13px}
#nav_menu{display:flex;flex-direction:column;gap:2px}
.nav-item{background:none;border:0;color:#dfe7ee;text-align:left;padding:8px;border-radius:5px}
.nav-item:hover{background:#30445b}
.nav-item[aria-disabled]{color:#8fa1b3;cursor:progress;background:none}
.page-loading{margin:0;padding:24px;color:#6b7883}
.nav-item.is-current{background:#3b536d;color:#fff}
.nav-widget{margin-top:10px;border-top:1px solid #3b536d;border-radius:0 0 5px 5px}
.nav-sub{padding-left:22px;font-size:13px;color:#b6c4d1}
#work_area{flex:1;min-width:0;overflow:auto}
.page-head{display:flex;align-items:baseline;gap:14px;padding:18px 24px;background:#fff;border-bottom:1px solid #dde3e8}
.card{display:grid;grid-template-columns:300px minmax(260px,1fr) 320px;min-height:100%}
.card-fields{background:#fff;padding:18px 20px;border-right:1px solid #dde3e8}
.crumbs{margin:0 0 4px;font-size:12px;color:#6b7883}
.stage{margin:12px 0 16px;padding:8px 10px 10px;background:#f3f6ea;border-radius:5px;font-size:13px;position:relative;overflow:hidden}
.stage-bar{position:absolute;left:0;bottom:0;height:3px;width:66%;background:#8aa63a}
dl{margin:0}
.field{display:grid;grid-template-columns:116px 1fr;padding:5px 0;border-bottom:1px solid #f0f3f5}
.field dt{color:#6b7883}
.field dd{margin:0}
.card-feed{display:flex;flex-direction:column;padding:20px;gap:14px}
.card-feed ol{list-style:none;margin:0;padding:0;display:flex;flex-direction:column;gap:10px;flex:1}
.event{background:#fff;border-radius:6px;padding:10px 14px}
.event p{margin:4px 0 0}
.event-head{display:flex;gap:8px;align-items:baseline;font-size:13px}
.event-head time{color:#6b7883;font-size:12px}
.composer{background:#fff;border:1px solid #d3dbe1;border-radius:6px;padding:12px 14px;color:#6b7883}
.composer span{color:#2f6fb2}
.card-widgets{background:#e4e9ed;padding:14px;display:flex;flex-direction:column;gap:12px}
.card-widgets__title{font-size:12px;color:#5d6b78}
.card-widgets__widget{background:#fff;border-radius:6px;overflow:hidden}
.card-widgets__caption{padding:10px 14px;font-weight:700;border-bottom:1px solid #eef1f4}
.card-widgets__body{padding:0}
.card-product{display:block;width:100%;height:340px;border:0;padding:10px 12px;box-sizing:border-box}
.columns{display:grid;grid-template-columns:repeat(4,minmax(180px,1fr));gap:14px;padding:18px 24px}
.column h2{margin:0 0 10px;padding-bottom:6px;border-bottom:3px solid #aebcc8;color:#22303c}
.column.tone-a h2{border-color:#8fb4d8}.column.tone-b h2{border-color:#d8c06a}.column.tone-c h2{border-color:#a9c26a}.column.tone-d h2{border-color:#d89a7a}
.deal{display:flex;flex-direction:column;gap:2px;width:100%;text-align:left;background:#fff;border:1px solid #dde3e8;border-radius:6px;padding:10px 12px;margin-bottom:8px}
.deal span{font-size:13px;color:#5d6b78}
.deal:hover{border-color:#9db3c6}
.tiles{display:flex;flex-wrap:wrap;gap:14px;padding:18px 24px}
.tile{display:flex;flex-direction:column;align-items:flex-start;gap:3px;width:220px;background:#fff;border:1px solid #dde3e8;border-radius:6px;padding:16px;text-align:left}
button.tile:hover{border-color:#9db3c6}
.tile-dim{color:#6b7883}
.tile-mark{width:40px;height:40px;border-radius:8px;background:#3b536d;color:#fff;font-weight:700;font-size:19px;display:grid;place-items:center;margin-bottom:6px;flex:none}
.tile-dim .tile-mark{background:#b8c4ce}
.widget-page>div{padding:18px 24px}
.modal-overlay{position:fixed;inset:0;background:rgba(24,36,48,.55);display:flex;align-items:flex-start;justify-content:center;padding:6vh 16px;overflow:auto;z-index:100}
.modal{position:relative;background:#fff;border-radius:8px;width:560px;max-width:100%;padding:26px}
.modal-close{position:absolute;right:10px;top:8px;border:0;background:none;font-size:22px;color:#6b7883;line-height:1;padding:6px}
.widget_settings_head{display:flex;gap:14px;align-items:center}
.widget_settings_head h2{margin:0;font-size:17px;color:#22303c}
.widget_settings_head p{margin:0}
.widget_settings_block{margin-top:16px}
.widget_settings_block__item_field{display:flex;flex-direction:column;gap:4px;margin:12px 0}
.widget_settings_error{color:#b3261e;min-height:1.4em;margin:10px 0 6px}
.button-main{background:#2f6fb2;color:#fff;border:0;border-radius:5px;padding:9px 18px}
.button-main:hover{background:#285f99}
.button-plain{background:none;border:1px solid #c6d0d8;border-radius:5px;padding:8px 18px}
#toasts{position:fixed;right:18px;bottom:62px;display:flex;flex-direction:column;gap:8px;z-index:200;width:320px}
.toast{background:#22303c;color:#fff;border-radius:6px;padding:12px 14px;display:flex;flex-direction:column;gap:2px}
.toast-error{background:#8f2a24}
.toast a{color:#cfe3f7}
#dev-strip{flex:none;display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;padding:7px 14px;background:#fff7dd;border-top:1px solid #e6d8a6;font-size:13px;z-index:90}
#dev-strip select,#dev-strip button{background:#fff;border:1px solid #cfc08a;border-radius:4px;padding:4px 8px}
#dev-status.is-trouble{color:#b3261e}
.consent{align-items:center;justify-content:center}
.consent-card{background:#fff;border-radius:8px;padding:28px;width:440px;max-width:94vw}
.consent-card label{display:flex;flex-direction:column;gap:5px;margin:16px 0}
.consent-card select{padding:7px;border:1px solid #c6d0d8;border-radius:5px;background:#fff}
.consent-buttons{display:flex;gap:10px}
@media (max-width:1000px){.card{grid-template-columns:1fr}.columns{grid-template-columns:1fr 1fr}#left_menu{width:150px}}
`;
