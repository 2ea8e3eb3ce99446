import 'dayjs/locale/it';

export default import.meta.glob<object>('../it/*.json', { eager: true, import: 'default' });
