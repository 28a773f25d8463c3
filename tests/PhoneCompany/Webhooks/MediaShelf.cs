using System.Buffers.Binary;
using System.Text;
using PhoneCompany.Rest;
using PhoneCompany.Voice;

namespace PhoneCompany.Webhooks;

/// <summary>A sound as it was fetched.</summary>
/// <param name="Text">What stands for it: its address, or the words where they are somebody's.</param>
internal sealed record Sound(string Text, TimeSpan Duration);

/// <summary>
/// Sounds that documents play. Each is fetched by a plain GET that is neither signed nor has credentials, from the program or from the company's own
/// REST server, and kept where that is allowed.
/// </summary>
internal sealed class MediaShelf(PhoneNetwork network, HttpMessageInvoker program)
{
    /// <summary>What a sound lasts whose length cannot be read from it.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Sound> _sounds = [];

    public Sound? Known(string url) => network.Board.Enter(() => _sounds.GetValueOrDefault(url));

    /// <summary><paramref name="done"/> runs inside the switchboard, when the sound is there, or it is known that it cannot be had.</summary>
    public void Fetch(string url, Action<Sound?> done) =>
        network.Board.AfterOutside(network.Options.WebhookLatency, () => _ = FetchAsync(url, done));

    private async Task FetchAsync(string url, Action<Sound?> done)
    {
        Sound? sound = null;
        var isKept = false;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await AskAsync(request);
            var bytes = await response.Content.ReadAsByteArrayAsync();
            var type = response.Content.Headers.ContentType?.MediaType;
            if (response.IsSuccessStatusCode && type?.StartsWith("audio/", StringComparison.Ordinal) == true)
            {
                sound = Recording.Heard(bytes) is var (text, duration) ? new Sound(text, duration) : new Sound(url, WaveDuration(bytes) ?? Usual);
                isKept = response.Headers.CacheControl?.NoStore != true;
            }
            else
            {
                network.Violate($"11200 <Play> of {url} got status {(int)response.StatusCode}, {type}.");
                network.Alert(11200, url, null, "A sound could not be fetched.");
            }
        }
#pragma warning disable CA1031 // A program that is down has no sounds; the call goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            network.Alert(11205, url, null, fault.Message);
        }

        network.Board.Enter(() =>
        {
            if (sound is not null && isKept)
            {
                _sounds[url] = sound;
            }

            done(sound);
        });
    }

    private Task<HttpResponseMessage> AskAsync(HttpRequestMessage request) => RestServer.IsAt(request.RequestUri!)
        ? network.HandleRestAsync(request, CancellationToken.None)
        : program.SendAsync(request, CancellationToken.None);

    /// <summary>The length of an uncompressed wave file, from its header; null for anything else.</summary>
    private static TimeSpan? WaveDuration(ReadOnlySpan<byte> file)
    {
        if (file.Length < 44 || Encoding.ASCII.GetString(file[..4]) != "RIFF" || Encoding.ASCII.GetString(file[8..12]) != "WAVE")
        {
            return null;
        }

        var bytesPerSecond = BinaryPrimitives.ReadInt32LittleEndian(file[28..]);
        return bytesPerSecond > 0 ? TimeSpan.FromSeconds((file.Length - 44) / (double)bytesPerSecond) : null;
    }
}
