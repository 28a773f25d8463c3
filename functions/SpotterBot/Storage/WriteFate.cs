using Azure.Data.Tables;

namespace SpotterBot.Storage;

/// <summary>
/// What became of a write whose answer may have got lost, told from the row as it stands now. Without this our own success looks like
/// somebody else's: the pipeline repeats the write, and its second coming meets its first (409, 412, 404).
/// </summary>
/// <remarks>Null throughout: the row does not tell. The write may still come, or more others have written since than ids are kept.</remarks>
internal static class WriteFate
{
    /// <param name="own">The id that was inserted.</param>
    /// <param name="found">The row; null where there is none.</param>
    /// <param name="refused">The last try was answered, and by a refusal.</param>
    public static Write? OfInsert(WriteIds own, TableEntity? found, bool refused) =>
        found is not null ? Own(own, found) ?? new Write(WriteResult.AlreadyThere)
        : refused ? new Write(WriteResult.AlreadyThere) // It has gone since, whosever it was.
        : null;

    /// <param name="read">The tag under which it was to be replaced.</param>
    /// <param name="own">The id that was written, and those before it.</param>
    /// <param name="found">The row; null where there is none.</param>
    public static Write? OfReplace(RowTag read, WriteIds own, TableEntity? found) =>
        found is null ? new Write(WriteResult.Missing) : Own(own.Youngest, found) ?? Overtaken(read, found, otherwise: WriteResult.Conflict);

    /// <param name="read">The tag under which it was to be deleted; null: whatever stood there.</param>
    /// <param name="found">The row; null where there is none, so that it was ours: the first try took it, and the next found nothing.</param>
    /// <param name="refused">The last try was answered, and by a refusal.</param>
    public static Write? OfDelete(RowTag? read, TableEntity? found, bool refused) =>
        found is null ? new Write(WriteResult.Written)
        : read is { } tag ? Overtaken(tag, found, otherwise: WriteResult.Written)
        : refused ? new Write(WriteResult.Written) // It was gone, and was made anew since.
        : null;

    /// <summary>Written, where its id stands in the row. Where others have written on top of it, its tag is nobody's any more.</summary>
    private static Write? Own(WriteIds own, TableEntity found)
    {
        var tag = TableRows.TagOf(found);
        return !tag.Writes.Contains(own) ? null
            : new Write(WriteResult.Written, (tag.Writes.StartsWith(own) ? tag : new RowTag(RowTag.Nobodys, own)).ToString());
    }

    /// <param name="otherwise">For a row that does not come from the one that was read: it was made anew.</param>
    private static Write? Overtaken(RowTag read, TableEntity found, WriteResult otherwise)
    {
        var writes = TableRows.TagOf(found).Writes;
        return found.ETag == read.ETag ? null
            : writes.Contains(read.Writes.Youngest) ? new Write(WriteResult.Conflict)
            : writes.IsFull ? null
            : new Write(otherwise);
    }
}
