using System.Text;

namespace Azure.Data.Tables;

/// <summary>
/// What the service refuses, refused here: the emulator takes much of it, so that a test would pass what production does not.
/// Source: Microsoft, "Understanding the Table service data model" and "Performing entity group transactions".
/// </summary>
internal static class TableLimits
{
    public const int ActionsMost = 100;
    public const int BatchBytesMost = 4 * 1024 * 1024;

    private const int KeyCharactersMost = 512; // 1 KiB in UTF-16.
    private const int NameCharactersMost = 255;
    private const int ValuesMost = 252; // 255 with the two keys and the timestamp.
    private const int TextCharactersMost = 32 * 1024;
    private const int BinaryBytesMost = 64 * 1024;
    private const int EntityBytesMost = 1024 * 1024;

    private static readonly DateTimeOffset InstantLeast = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="ArgumentException">No table can be called this.</exception>
    public static void CheckTable(string name)
    {
        if (name.Length is < 3 or > 63 || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit) || name.Equals("tables", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("A table's name is 3 to 63 letters and digits, the first a letter.", nameof(name));
        }
    }

    /// <exception cref="ArgumentException">No row can have this key.</exception>
    public static void CheckKey(string? key)
    {
        if (key is null || key.Length > KeyCharactersMost || key.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException($"A key has at most {KeyCharactersMost} characters, none of them / \\ # ? or a control character.", nameof(key));
        }
    }

    /// <summary>A forgotten tag would make an update an upsert, and a delete one of whatever stands there.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static void CheckCondition(ETag ifMatch)
    {
        if (ifMatch == default)
        {
            throw new ArgumentException("An update and a delete need the ETag of what was read, or ETag.All.", nameof(ifMatch));
        }
    }

    /// <exception cref="ArgumentException">The service does not hold this row.</exception>
    public static void Check(TableEntity entity)
    {
        CheckKey(entity.PartitionKey);
        CheckKey(entity.RowKey);
        if (entity.Count > ValuesMost)
        {
            throw new ArgumentException($"A row has at most {ValuesMost} values.", nameof(entity));
        }

        // Microsoft's formula for the size of a row.
        var size = 4L + (2 * (entity.PartitionKey.Length + entity.RowKey.Length));
        foreach (var (name, value) in entity)
        {
            CheckName(name);
            size += 8 + (2 * name.Length) + SizeOf(name, value);
        }

        if (size > EntityBytesMost)
        {
            throw new ArgumentException($"A row has at most {EntityBytesMost} bytes; this one has {size}.", nameof(entity));
        }
    }

    private static void CheckName(string name)
    {
        var isIdentifier = name.Length is > 0 and <= NameCharactersMost && !char.IsDigit(name[0]) && name.EnumerateRunes().All(r => Rune.IsLetterOrDigit(r) || r.Value == '_');
        if (!isIdentifier || name is "PartitionKey" or "RowKey" or "Timestamp")
        {
            throw new ArgumentException("A value is named by letters, digits and _, and not as one of the service's own.", nameof(name));
        }
    }

    private static int SizeOf(string name, object value) => value switch
    {
        string text when text.Length <= TextCharactersMost => 4 + (2 * text.Length),
        byte[] bytes when bytes.Length <= BinaryBytesMost => 4 + bytes.Length,
        bool => 1,
        int => 4,
        long or double => 8,
        DateTimeOffset { Offset.Ticks: 0 } instant when instant >= InstantLeast => 8,
        Guid => 16,
        _ => throw new ArgumentException($"The value of {name} is too large, out of range, or of a kind that the service does not hold.", nameof(value)),
    };
}
