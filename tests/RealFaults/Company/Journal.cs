using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RealFaults.Company;

/// <summary>The phone company's journal: a file of one JSON object a line, which outlives its writer.</summary>
internal static class Journal
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>Every line is with the operating system when <see cref="Add"/> returns: a kill loses none.</summary>
    public sealed class Writer(string path) : IDisposable
    {
        private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        private readonly Lock _gate = new();

        public void Add(Entry entry)
        {
            // Begun with a line's end: whatever a killed writer left half written is a line of its own.
            var line = Encoding.UTF8.GetBytes('\n' + JsonSerializer.Serialize(entry, Options) + '\n');
            lock (_gate)
            {
                _file.Write(line);
            }
        }

        public void Dispose() => _file.Dispose();
    }

    /// <summary>Reads on where it stopped.</summary>
    public sealed class Reader(string path) : IDisposable
    {
        private readonly FileStream _file = new(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        private readonly List<byte> _begun = [];

        /// <summary>The lines that have been finished since.</summary>
        public IEnumerable<Entry> ReadOn()
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = _file.Read(buffer)) > 0;)
            {
                foreach (var one in buffer.AsMemory(0, read).ToArray())
                {
                    if (one != '\n')
                    {
                        _begun.Add(one);
                    }
                    else if (_begun.Count > 0)
                    {
                        var entry = Parse([.. _begun]);
                        _begun.Clear();
                        if (entry is not null)
                        {
                            yield return entry;
                        }
                    }
                }
            }
        }

        public void Dispose() => _file.Dispose();

        /// <summary>Null for what a killed writer left half written.</summary>
        private static Entry? Parse(byte[] line)
        {
            try
            {
                return JsonSerializer.Deserialize<Entry>(line, Options);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
