using System.Net;
using System.Text;
using PhoneCompany.Rest;
using PhoneCompany.Signing;

namespace PhoneCompany.Webhooks;

/// <summary>
/// Documents that the phone company hosts itself, for when the program is not there. Each is shown only to a request that the account's token has
/// signed. Source: twilio.com, "Not Authorized error when trying to view TwiML Bin URL".
/// </summary>
internal sealed class TwimlBins(PhoneNetwork network)
{
    private const string Host = "handler.twilio.com";
    private const string Folder = "/twiml/";

    public static bool Serves(Uri uri) => uri.Host == Host && uri.AbsolutePath.StartsWith(Folder, StringComparison.Ordinal);

    public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var uri = request.RequestUri!;
        var form = request.Content is null ? [] : Form.Decode(await request.Content.ReadAsStringAsync(cancellation));
        var signed = request.Headers.TryGetValues(WebhookSignature.HeaderName, out var values) ? values.FirstOrDefault() : null;
        var account = form.Concat(Form.Decode(uri.Query.TrimStart('?'))).FirstOrDefault(f => f.Key == "AccountSid").Value;
        if (account != network.Options.AccountSid || signed != WebhookSignature.Compute(network.Options.AuthToken, uri.OriginalString, form))
        {
            return new HttpResponseMessage(HttpStatusCode.Forbidden);
        }

        return network.Options.TwimlBins.TryGetValue(uri.AbsolutePath[Folder.Length..], out var twiml)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(twiml, Encoding.UTF8, "text/xml") }
            : new HttpResponseMessage(HttpStatusCode.NotFound);
    }
}
