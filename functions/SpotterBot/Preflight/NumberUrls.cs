using SpotterBot.Outreach;

namespace SpotterBot.Preflight;

/// <summary>
/// Where the service's numbers point. Behind the # stand Twilio's connection overrides: they tell Twilio how long to wait and how often to try, and
/// are neither sent nor signed. Source: Twilio documentation, "Webhooks connection overrides".
/// </summary>
public sealed class NumberUrls(Urls urls)
{
    /// <summary>
    /// A call is answered within <see cref="Door.Webhooks.VoicePatience"/>: what takes longer did not arrive. Asked again it is answered as before, so a
    /// lost connection, a lost answer and a fault on the way are tried twice more in the fifteen seconds there are.
    /// </summary>
    private const string VoiceOverrides = "#rc=2&rp=ct,rt,5xx&ct=2000&rt=5000&tt=15000";

    /// <summary>Nobody listens to a silent line here, and an answer may take twelve seconds: only what failed is tried again.</summary>
    private const string OtherOverrides = "#rc=2&rp=ct,5xx&ct=2000&rt=13000&tt=15000";

    public string Voice => urls.Voice + VoiceOverrides;

    public string Texts => urls.Texts + OtherOverrides;

    public string Status => urls.NumberStatus + OtherOverrides;

    /// <summary>Whether both are the same address, however often it is tried.</summary>
    public static bool SameAddress(string? actual, string wanted) => Bare(actual) == Bare(wanted);

    private static string Bare(string? url) => (url ?? "").Split('#', 2)[0];
}
