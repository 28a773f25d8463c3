using System.Buffers.Binary;
using System.Text;

namespace PhoneCompany.Webhooks;

/// <summary>A sound as it was fetched.</summary>
/// <param name="Duration">Null where it could not be had, or is no sound.</param>
internal sealed record Sound(TimeSpan? Duration);

/// <summary>Sounds that documents play. Each is fetched from the program once, by a plain GET that is not signed, and kept.</summary>
internal sealed class MediaShelf(PhoneNetwork network, HttpMessageInvoker program)
{
    /// <summary>What a sound lasts whose length cannot be read from it.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Sound> _sounds = [];

    public Sound? Known(string url) => network.Board.Enter(() => _sounds.GetValueOrDefault(url));

    /// <summary><paramref name="done"/> runs inside the switchboard, when the sound is known.</summary>
    public void Fetch(string url, Action done) =>
        network.Board.AfterOutside(network.Options.WebhookLatency, () => _ = FetchAsync(url, done));

    private async Task FetchAsync(string url, Action done)
    {
        Sound sound;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await program.SendAsync(request, CancellationToken.None);
            var bytes = await response.Content.ReadAsByteArrayAsync();
            var type = response.Content.Headers.ContentType?.MediaType;
            sound = response.IsSuccessStatusCode && type?.StartsWith("audio/", StringComparison.Ordinal) == true
                ? new Sound(WaveDuration(bytes) ?? Usual)
                : new Sound(null);
            if (sound.Duration is null)
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
            network.Board.Enter(done);
            return;
        }

        network.Board.Enter(() =>
        {
            _sounds[url] = sound;
            done();
        });
    }

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
