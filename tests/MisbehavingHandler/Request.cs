using System.Text;

namespace MisbehavingHandler;

/// <param name="Head">Request line and headers as they came, a line each.</param>
internal sealed record Request(string[] Head, byte[] Body)
{
    public string Path => Head[0].Split(' ')[1].Split('?')[0];

    public static async Task<Request?> ReadAsync(Stream stream)
    {
        var head = new List<string>();
        while (await LineAsync(stream) is { } line)
        {
            if (line.Length > 0)
            {
                head.Add(line);
                continue;
            }

            string? Header(string name) => head.Find(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
            return new Request([.. head], Header("Transfer-Encoding") == "chunked" ? await ChunksAsync(stream) : await BytesAsync(stream, int.Parse(Header("Content-Length") ?? "0")));
        }

        return null;
    }

    private static async Task<byte[]> ChunksAsync(Stream stream)
    {
        using var all = new MemoryStream();
        while (Convert.ToInt32(await LineAsync(stream), 16) is > 0 and var length)
        {
            all.Write(await BytesAsync(stream, length));
            await LineAsync(stream);
        }

        await LineAsync(stream);
        return all.ToArray();
    }

    private static async Task<byte[]> BytesAsync(Stream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static async Task<string?> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
