import 'dayjs/locale/zh-cn';

export default import.meta.glob<object>('../zh-CN/*.json', { eager: true, import: 'default' });
