using System.Security.Cryptography;
using System.Text;
using PhoneCompany.Signing;

namespace PhoneCompany.Tests;

/// <summary>The vectors of the official helper libraries, token 12345.</summary>
public sealed class SignatureVectors
{
    private static readonly KeyValuePair<string, string>[] Call =
    [
        new("CallSid", "CA1234567890ABCDE"), new("From", "+14158675309"), new("Digits", "1234"), new("To", "+18005551212"),
        new("Caller", "+14158675309"),
    ];

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("http://mycompany.com:80/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "CYn1h0gLBdNxDGkKJg6hYohgeD8=")]
    [InlineData("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    [InlineData("https://MyCompany.com:1234/myapp.php?foo=1&bar=2", "PCqOZm8cnu/L6+u5i5fuEd+Iac4=")]
    [InlineData("http://MyCompany.com/myapp.php?foo=1&bar=2", "XY7AlKOKL6im4yWyX84gldUrtis=")]
    [InlineData("http://username:password@MyCompany.com/myapp.php?foo=1&bar=2", "PJ08CxXr7KLPjEQCTc8LkUSMwSM=")]
    [InlineData("HTTP://username:password@MyCompany.com/myapp.php?foo=1&bar=2", "hy/l8pca+LFms4cvRdv8uiP6NGc=")]
    public void A_posted_form_is_signed_over_the_url_and_its_sorted_fields(string url, string signature) =>
        Assert.Equal(signature, WebhookSignature.Compute("12345", url, Call));

    [Fact]
    public void The_documented_example_is_signed_as_documented()
    {
        KeyValuePair<string, string>[] form =
        [
            new("CallSid", "CA1234567890ABCDE"), new("Caller", "+14158675310"), new("Digits", "1234"), new("From", "+14158675310"),
            new("To", "+18005551212"),
        ];

        Assert.Equal("L/OH5YylLD5NRKLltdqwSvS0BnU=", WebhookSignature.Compute("12345", "https://example.com/myapp.php?foo=1&bar=2", form));
    }

    [Theory]
    [InlineData("zYQTYrRWXE7LtzbG4PfP7/bkkGo=")]
    [InlineData("WAC2+YMyft6Ewu4zJwGY89vXjaE=", "A", "b", "A", "a", "A", "b", "Z", "1")]
    [InlineData("9L6KW/yywXL287rCqqDvMsuzyro=", "Body", "Où êtes-vous? 🚑")]
    [InlineData("Qpn2ysBwUWyLSabNazGjR69y2Zw=", "b", "1", "B", "2", "a", "3")]
    [InlineData("bWeevTHlSTOF+IbXptnJYtBAhiY=", "A", "", "B", "x")]
    public void Repeated_empty_and_foreign_values_are_signed_too(string signature, params string[] form) =>
        Assert.Equal(
            signature,
            WebhookSignature.Compute(
                "12345",
                "https://mycompany.com/myapp.php?foo=1&bar=2",
                form.Chunk(2).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))));

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=", "a9nBmqA0ju/hNViExpshrM61xv4=")]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=", "y77kIzt2vzLz71DgmJGsen2scGs=")]
    public void A_body_that_is_no_form_enters_by_its_hash(string url, string signature)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("{\"property\": \"value\", \"boolean\": true}")));

        Assert.Equal(signature, WebhookSignature.Compute("12345", url + hash, []));
    }

    [Theory]
    [InlineData("https://h.test/a?b=c#rc=2&ct=100", true, "https://h.test/a?b=c")]
    [InlineData("https://h.test:8443/a", true, "https://h.test/a")]
    [InlineData("https://h.test:8443/a", false, "https://h.test:8443/a")]
    [InlineData("http://h.test:8080/a", true, "http://h.test:8080/a")]
    [InlineData("https://me:secret@H.test:8443/a%2fb?c=d%20e", true, "https://H.test/a%2fb?c=d%20e")]
    [InlineData("https://me:secret@h.test:8443/a", false, "https://h.test:8443/a")]
    public void Fragment_user_and_for_secure_voice_the_port_stay_out_of_the_signed_url(string url, bool voice, string signed) =>
        Assert.Equal(signed, WebhookSignature.SignedUrl(url, voice));

    [Fact]
    public void A_webhook_is_signed_over_the_url_it_is_sent_to_without_its_fragment()
    {
        var bed = new Testbed();
        bed.Number.VoiceUrl = "https://program.test:8443/voice?a=%20b#rc=1";
        bed.Dial();

        var hit = Assert.Single(bed.Hits);
        Assert.Equal("https://program.test:8443/voice?a=%20b", hit.Url);
        var form = hit.Form.Where(pair => pair.Key != "a").ToList();
        var expected = WebhookSignature.Compute(bed.Network.Options.AuthToken, "https://program.test/voice?a=%20b", form);
        Assert.Equal(expected, hit.Headers.GetValues("X-Twilio-Signature").Single());
        bed.AssertClean();
    }

    [Fact]
    public void A_get_webhook_carries_its_parameters_in_the_signed_query()
    {
        var bed = new Testbed();
        bed.Number.VoiceMethod = "GET";
        bed.Dial();

        var hit = Assert.Single(bed.Hits);
        Assert.Equal("GET", hit.Method);
        Assert.Contains("From=%2B15551230001", hit.Url, StringComparison.Ordinal);
        var expected = WebhookSignature.Compute(bed.Network.Options.AuthToken, hit.Url, []);
        Assert.Equal(expected, hit.Headers.GetValues("X-Twilio-Signature").Single());
    }
}
