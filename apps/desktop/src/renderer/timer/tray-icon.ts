/** A ring: filled while the timer runs, open while it is paused. Drawn for the doubled size of small trays. */
export function trayIcon(state: 'running' | 'paused'): string {
  const canvas = document.createElement('canvas');
  canvas.width = 32;
  canvas.height = 32;
  const pen = canvas.getContext('2d');
  if (!pen) return '';
  // Viridian of middle lightness is seen on light and dark trays.
  pen.strokeStyle = '#3c8c79';
  pen.fillStyle = '#3c8c79';
  pen.lineWidth = 4;
  pen.beginPath();
  pen.arc(16, 16, 11, 0, 2 * Math.PI);
  pen.stroke();
  if (state === 'running') {
    pen.beginPath();
    pen.arc(16, 16, 6, 0, 2 * Math.PI);
    pen.fill();
  }
  return canvas.toDataURL('image/png');
}
