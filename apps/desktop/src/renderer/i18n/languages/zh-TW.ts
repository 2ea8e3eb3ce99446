import 'dayjs/locale/zh-tw';

export default import.meta.glob<object>('../zh-TW/*.json', { eager: true, import: 'default' });
