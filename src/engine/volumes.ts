import { dumpFiles } from '../files/dumpFile';
import { countLiveRows } from '../postgres/compare/liveVolume';
import {
  type HistoryRequest,
  type VolumeHistory,
  volumeHistory,
} from '../recovery/dumps/volumeHistory';
import { tableVolumes, type Volumes, type VolumesRequest } from '../recovery/dumps/volumes';
import type { Work } from '../recovery/work';

/** A table's rows in each dump, and in production where it is named. */
export function volumesOf(request: VolumesRequest, work: Work): Promise<Volumes> {
  return tableVolumes(request, ports, work);
}

/** The same over dumps of which something is known already. */
export function historyOf(request: HistoryRequest, work: Work): Promise<VolumeHistory> {
  return volumeHistory(request, ports, work);
}

const ports = { files: dumpFiles, countLiveRows };
