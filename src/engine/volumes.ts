import { dumpFiles } from '../files/dumpFile';
import { countLiveRows } from '../postgres/compare/liveVolume';
import { tableVolumes, type Volumes, type VolumesRequest } from '../recovery/dumps/volumes';
import type { Work } from '../recovery/work';

/** A table's rows in each dump, and in production where it is named. */
export function volumesOf(request: VolumesRequest, work: Work): Promise<Volumes> {
  return tableVolumes(request, { files: dumpFiles, countLiveRows }, work);
}
