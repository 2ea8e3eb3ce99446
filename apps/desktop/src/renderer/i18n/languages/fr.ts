import 'dayjs/locale/fr';

export default import.meta.glob<object>('../fr/*.json', { eager: true, import: 'default' });
