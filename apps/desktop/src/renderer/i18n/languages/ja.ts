import 'dayjs/locale/ja';

export default import.meta.glob<object>('../ja/*.json', { eager: true, import: 'default' });
