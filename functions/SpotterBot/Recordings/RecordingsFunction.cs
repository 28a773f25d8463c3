using SpotterBot.Door;
using SpotterBot.Observability;
using SpotterBot.Sessions;
using SpotterBot.Sounds;
using SpotterBot.Storage;
using SpotterBot.Telephony;

namespace SpotterBot.Recordings;

/// <summary>
/// A caller's recording, for whoever comes for them. The phone company gives it only to whoever has the account's credentials, and what it fetches to
/// play it fetches without them; so it is fetched from us. That it signs such a request is said nowhere: the link alone opens.
/// </summary>
public sealed class RecordingsFunction(
    RecordingLinks links, SessionReader sessions, TwilioClient twilio, Telemetry telemetry, TimeProvider time, ILogger<RecordingsFunction> log)
{
    public const string Folder = "/recordings/";

    /// <summary>What is played in place of a recording that cannot be had: a sound that fails can end the document it stands in, and the call with it.</summary>
    private static readonly SoundReply Silence = new(200, WaveFile.ContentType, WaveFile.Of(new short[WaveFile.Rate]));

    public async ValueTask<SoundReply> HandleAsync(string session, string link)
    {
        if (links.Open(session, link) is not { } recording)
        {
            return SoundReply.None;
        }

        using var about = telemetry.Session(session);
        StoreTime.Begin(time);
        try
        {
            return await SoundAsync(session, recording).WaitAsync(Webhooks.VoicePatience, time);
        }
#pragma warning disable CA1031 // Whatever went wrong, the rest of what the person on the line is told must be heard.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.RecordingNotHad(fault);
            return Silence;
        }
    }

    private async Task<SoundReply> SoundAsync(string session, string recording) =>
        !await IsKeptAsync(session, recording) ? SoundReply.None
        : await twilio.FetchRecordingAsync(recording) is Sent<byte[]>.Ok(var sound) ? new SoundReply(200, "audio/mpeg", sound)
        : Silence;

    /// <summary>Deleted is deleted, even where the phone company has not done it yet. A store that is away keeps nobody from hearing how to get in.</summary>
    private async ValueTask<bool> IsKeptAsync(string session, string recording)
    {
        try
        {
            return (await sessions.ReadAsync(session))?.OwnWords?.RecordingSid == recording;
        }
        catch (Exception fault) when (fault is IOException or TimeoutException)
        {
            log.RecordingUnproven(fault);
            return true;
        }
    }
}

internal static partial class RecordingsLog
{
    [LoggerMessage(5007, LogLevel.Warning, "A recording could not be had in time; silence was played in its place")]
    public static partial void RecordingNotHad(this ILogger log, Exception fault);

    [LoggerMessage(5008, LogLevel.Warning, "The store could not say whether a recording is still kept; it was asked for all the same")]
    public static partial void RecordingUnproven(this ILogger log, Exception fault);
}
