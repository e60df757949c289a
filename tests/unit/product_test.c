/* product_test.c
 * Products as Server and User-Agent name them, and the texts for them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"

#include <string.h>

/* Headers as products send them, and after those of each product such as must not be taken for it. */
static const struct {
    const char *agent;
    catalog_product product;
} agents[] = {
    { "Asterisk PBX 18.10.0~dfsg+~cs6.10.40431411-2", PRODUCT_ASTERISK },
    { "ASTERISK", PRODUCT_ASTERISK },
    { "FPBX-16.0.40(20.5.0)", PRODUCT_ASTERISK },
    { "fpbx-2.11.0(11.9.0)", PRODUCT_ASTERISK },
    { "My PBX/Asterisk", PRODUCT_ASTERISK },
    { "Asterisk11.3", PRODUCT_ASTERISK },
    { "Asteriskish", PRODUCT_NONE },
    { "AsteriskX11", PRODUCT_NONE },
    { "NotAsterisk", PRODUCT_NONE },
    { "FPB", PRODUCT_NONE },
    { "FPBXx", PRODUCT_NONE },
    { "XFPBX-16", PRODUCT_NONE },
    { "FreeSWITCH-mod_sofia/1.10.3-release.5~64bit", PRODUCT_FREESWITCH },
    { "FreeSWITCH-mod_sofia/1.10.12-release-10222002881-a88d069d6f+git~20240802T210227Z~a88d069d6f~64bit", PRODUCT_FREESWITCH },
    { "sofia-sip/1.13.17", PRODUCT_NONE },
    { "kamailio (5.8.4 (x86_64/linux))", PRODUCT_KAMAILIO },
    { "OpenSIPS (3.4.9 (x86_64/linux))", PRODUCT_OPENSIPS },
    { "OpenSER (1.3.4-notls (x86_64/linux))", PRODUCT_NONE },
    { "Cisco-SIPGateway/IOS-12.x", PRODUCT_CUBE },
    { "Cisco-SIPGateway/IOS-17.6.1a", PRODUCT_CUBE },
    { "Cisco-CUCM11.5", PRODUCT_CUCM },
    { "Cisco-CP8841/12.8.1", PRODUCT_NONE },
    { "Cisco-SIPGateway", PRODUCT_NONE },
    { "Microsoft.PSTNHub.SIPProxy v.2020.5.27.2 i.ASEA.5", PRODUCT_TEAMS },
    { "Microsoft Teams Phone", PRODUCT_NONE },
    { "Audiocodes-Sip-Gateway-Mediant 2600 E-SBC/v.6.80.010.006", PRODUCT_AUDIOCODES },
    { "AudioCodes-Sip-Gateway/7.20A.252.011", PRODUCT_AUDIOCODES },
    { "AUDC-IPPhone/3.4.4.1000 (440HDG-Rev0; 00908F000000)", PRODUCT_NONE },
    { "AudioCodes 420HD/2.2.2.77", PRODUCT_NONE },
    { "AVAYA-SM-6.3.1.0.631004", PRODUCT_AVAYA },
    { "Avaya-SM/7.1.3.0", PRODUCT_AVAYA },
    { "Avaya one-X Deskphone", PRODUCT_NONE },
    { "Avaya SIP Softphone", PRODUCT_NONE },
    { "Avaya-CM/8.1", PRODUCT_NONE },
    { "3CXPhoneSystem 14.0.44198.522 (44097)", PRODUCT_3CX },
    { "3CXPhone 6.0.26523.0", PRODUCT_NONE },
    { "3CX Phone", PRODUCT_NONE },
    { "LiveKit", PRODUCT_LIVEKIT },
    { "drachtio/iechyd-da", PRODUCT_DRACHTIO },
    { "drachtio-fsmrf:5f3f0d6e-7a4e-4b63-9a51-2d4b0d6f8c11", PRODUCT_DRACHTIO },
    { "Grandstream GXP2170 1.0.11.46", PRODUCT_GRANDSTREAM },
    { "Grandstream GXP1400 1.0.4.13", PRODUCT_GRANDSTREAM },
    { "Grandstream HT801 1.0.3.2", PRODUCT_GRANDSTREAM },
    { "Grandstream HT-503  V1.1B 1.0.10.9  chip V2.2", PRODUCT_GRANDSTREAM },
    { "Grandstream GXV3175v2 0.0.1.31", PRODUCT_GRANDSTREAM },
    { "Grandstream Wave 1.2.14", PRODUCT_GRANDSTREAM },
    { "Grandstream UCM6202V1.5A 1.0.20.23", PRODUCT_NONE },
    { "Yealink SIP-T46G 28.81.0.25", PRODUCT_YEALINK },
    { "Yealink T58 58.80.0.5", PRODUCT_YEALINK },
    { "Yealink W60B 77.83.0.85", PRODUCT_NONE },
    { "Yealink VC800 63.345.0.70", PRODUCT_NONE },
    { "Yealink MeetingEye", PRODUCT_NONE },
    { "PolycomVVX-VVX_411-UA/5.9.0.9373", PRODUCT_POLY },
    { "PolycomVVX-VVX_150-UA/6.4.1.2280_482567164887", PRODUCT_POLY },
    { "PolycomSoundPointIP-SPIP_450-UA/4.0.1.13681", PRODUCT_POLY },
    { "PolycomRealPresenceTrio-Trio_8500-UA/5.9.2.7727", PRODUCT_POLY },
    { "PolyCCX-CCX_600-UA/8.0.2.3267", PRODUCT_POLY },
    { "Polycom HDX 8000 HD (Release - 3.1.10)", PRODUCT_NONE },
    { "snomD785/10.1.84.12", PRODUCT_SNOM },
    { "snomD120/10.1.39.11", PRODUCT_SNOM },
    { "snom821/873_19_20130321", PRODUCT_SNOM },
    { "MySnom", PRODUCT_NONE },
    { "LinphoneiOS/4.5.1 (NAME) LinphoneSDK/5.0.40-pre.2+ea19d3d", PRODUCT_LINPHONE },
    { "LinphoneAndroid/5.0.0 (DEVICE) LinphoneSDK/5.2.0 (tags/5.2.0^0)", PRODUCT_LINPHONE },
    { "Linphone Desktop/ (Ubuntu 22.04.3 LTS, Qt 5.15.3) LinphoneCore/4.4.21", PRODUCT_LINPHONE },
    { "Linphone/3.9.0 (belle-sip/1.4.2)", PRODUCT_LINPHONE },
    { "OtherApp/1.0 (DEVICE) LinphoneSDK/5.2.0 (tags/5.2.0^0)", PRODUCT_NONE },
    { "OtherApp/1.0 (belle-sip/1.4.2)", PRODUCT_NONE },
    { "baresip v4.1.0 (x86_64/linux)", PRODUCT_BARESIP },
    { "MicroSIP/3.20.5", PRODUCT_MICROSIP },
    { "FRITZ!OS", PRODUCT_FRITZBOX },
    { "AVM FRITZ!Box Fon WLAN 7170 29.04.88 (Feb  9 2014)", PRODUCT_FRITZBOX },
    { "AVM Speedport", PRODUCT_NONE },
    { "FRITZ!App Fon", PRODUCT_NONE },
    { "Cisco/SPA303-7.5.6a", PRODUCT_SPA },
    { "Cisco/SPA525G2-7.6.1(ES_RC01)", PRODUCT_SPA },
    { "Linksys/SPA962-6.1.5(a)", PRODUCT_SPA },
    { "Linksys/PAP2T-3.1.15(LS)", PRODUCT_SPA },
    { "Linksys/RT31P2-2.0.10(LIc)", PRODUCT_SPA },
    { "Linksys/Router", PRODUCT_NONE },
    { "OBIHAI/OBi202-3.2.2.5921", PRODUCT_OBIHAI },
    { "OBIHAI/OBi110-1.3.0.2824", PRODUCT_OBIHAI },
    { "OBIHAI", PRODUCT_NONE },
    { "Zoiper rev.5415", PRODUCT_NONE },
    { "", PRODUCT_NONE },
};

static void
test_agents(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(agents); i++) {
        g_test_message("%s", agents[i].agent);
        g_assert_cmpint(catalog_product_of(agents[i].agent, strlen(agents[i].agent)), ==, agents[i].product);
    }
    /* What follows the header is not read. */
    g_assert_cmpint(catalog_product_of("Asteriskish", strlen("Asterisk")), ==, PRODUCT_ASTERISK);
    g_assert_cmpint(catalog_product_of("Asterisk", strlen("Asteris")), ==, PRODUCT_NONE);
}

static void
test_names(void)
{
    g_assert_cmpstr(catalog_product_id(PRODUCT_ASTERISK), ==, "asterisk");
    g_assert_cmpstr(catalog_product_name(PRODUCT_ASTERISK), ==, "Asterisk");
    g_assert_null(catalog_product_name(PRODUCT_NONE));
    for (int product = PRODUCT_NONE + 1; product < PRODUCT_COUNT; product++) {
        g_assert_nonnull(catalog_product_name((catalog_product)product));
    }
}

typedef struct {
    catalog_product product;
    catalog_role role;
    catalog_verdict_id verdict;
    int code;
    const char *part; /* NULL if there is no text */
} fix_case;

static const fix_case fixes[] = {
    { PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_AUTH_REJECTED, 401, "`Failed to authenticate`" },
    { PRODUCT_ASTERISK, CATALOG_REQUESTER, VERDICT_AUTH_REJECTED, 401, NULL },
    { PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_ROUTE_NO_SUCH_USER, 404, "`rejected because extension not found in context`" },
    { PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_CANCEL_ACCEPTED, 486, NULL },
    { PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_COUNT, 486, "Busy()" },
    { PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_COUNT, 0, NULL },
    { PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_COUNT, 700, NULL },
    { PRODUCT_NONE, CATALOG_RESPONDER, VERDICT_AUTH_REJECTED, 401, NULL },
    /* The transferee, which sent the NOTIFY, knows why the transfer failed. */
    { PRODUCT_ASTERISK, CATALOG_REQUESTER, VERDICT_TRANSFER_FAILED, 200, "TRANSFER_CONTEXT" },
    { PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_TRANSFER_FAILED, 200, NULL },
    { PRODUCT_FREESWITCH, CATALOG_RESPONDER, VERDICT_COUNT, 488, "inbound-codec-prefs" },
    { PRODUCT_YEALINK, CATALOG_REQUESTER, VERDICT_AUTH_REJECTED, 401, "`account.X.auth_name`" },
    { PRODUCT_YEALINK, CATALOG_RESPONDER, VERDICT_AUTH_REJECTED, 401, NULL },
    { PRODUCT_SNOM, CATALOG_RESPONDER, VERDICT_TIMER_SESSION_TOO_SMALL, 422, "at the caller" },
    { PRODUCT_SNOM, CATALOG_REQUESTER, VERDICT_TIMER_SESSION_TOO_SMALL, 422, "`session_timer`" },
    { PRODUCT_LINPHONE, CATALOG_RESPONDER, VERDICT_COUNT, 410, "`push_incoming_call_timeout`" },
    { PRODUCT_ASTERISK, CATALOG_SENDER, VERDICT_MEDIA_ONE_WAY_PRIVATE, 200, "rtp_symmetric" },
    { PRODUCT_ASTERISK, CATALOG_RECEIVER, VERDICT_MEDIA_ONE_WAY_PRIVATE, 200, "external_media_address" },
    { PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_MEDIA_ONE_WAY_PRIVATE, 200, NULL },
    { PRODUCT_KAMAILIO, CATALOG_RESPONDER, VERDICT_MEDIA_ONE_WAY_PRIVATE, 200, "rtpengine_manage" },
    { PRODUCT_KAMAILIO, CATALOG_SENDER, VERDICT_MEDIA_ONE_WAY_PRIVATE, 200, NULL },
    /* What opens ports is no help for each variant. */
    { PRODUCT_ASTERISK, CATALOG_RECEIVER, VERDICT_MEDIA_ONE_WAY, 200, "rtpstart" },
    { PRODUCT_ASTERISK, CATALOG_RECEIVER, VERDICT_MEDIA_ONE_WAY_HELD, 200, NULL },
};

static void
test_fixes(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fixes); i++) {
        const fix_case *each = &fixes[i];
        const char *fix = catalog_product_fix(catalog_of_language("en"), each->product, each->role, each->verdict, each->code);
        g_test_message("%zu", i);
        if (each->part != NULL) {
            g_assert_nonnull(fix);
            g_assert_nonnull(strstr(fix, each->part));
        } else {
            g_assert_null(fix);
        }
    }
}

/* Servers are there for the failures that they send most often. */
static void
test_counts(void)
{
    static const catalog_product servers[] = { PRODUCT_ASTERISK, PRODUCT_FREESWITCH, PRODUCT_KAMAILIO,  PRODUCT_OPENSIPS,
                                               PRODUCT_CUBE,     PRODUCT_TEAMS,      PRODUCT_AUDIOCODES };

    for (size_t i = 0; i < G_N_ELEMENTS(servers); i++) {
        int count = 0;
        for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
            count += catalog_product_fix(catalog_of_language("en"), servers[i], CATALOG_RESPONDER, (catalog_verdict_id)verdict,
                                         0) != NULL;
        }
        g_assert_cmpint(count, >=, 25);
    }
}

static void
assert_line_fits(const catalog *knowledge, catalog_product product, catalog_role role, catalog_verdict_id verdict, int code)
{
    const char *fix = catalog_product_fix(knowledge, product, role, verdict, code);
    char *label = catalog_product_label(knowledge, product, role);

    if (fix != NULL) {
        char *line = catalog_line(knowledge, "line", label, fix);
        g_assert_cmpuint(strlen(line), <=, CATALOG_LINE_BYTES);
        g_assert_nonnull(strstr(line, catalog_product_name(product)));
        g_free(line);
    }
    g_free(label);
}

/* A diagnosis shows what is for an end of media after the label of the end of the request that it is. */
static void
assert_labels_of_ends_are_shorter(const catalog *knowledge, catalog_product product)
{
    for (int end = 0; end < CATALOG_ENDS; end++) {
        for (int role = CATALOG_ENDS; role < CATALOG_ROLES; role++) {
            char *label = catalog_product_label(knowledge, product, (catalog_role)end);
            char *longer = catalog_product_label(knowledge, product, (catalog_role)role);
            g_assert_cmpuint(strlen(label), <=, strlen(longer));
            g_free(longer);
            g_free(label);
        }
    }
}

static void
assert_lines_fit(const catalog *knowledge, catalog_product product, catalog_role role)
{
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        assert_line_fits(knowledge, product, role, (catalog_verdict_id)verdict, 0);
    }
    for (int code = CATALOG_FIRST_CODE; code <= CATALOG_LAST_CODE; code++) {
        assert_line_fits(knowledge, product, role, VERDICT_COUNT, code);
    }
}

static void
test_lines_fit(void)
{
    for (const char *const *language = catalog_languages(); *language != NULL; language++) {
        for (int product = PRODUCT_NONE + 1; product < PRODUCT_COUNT; product++) {
            assert_labels_of_ends_are_shorter(catalog_of_language(*language), (catalog_product)product);
            for (int role = 0; role < CATALOG_ROLES; role++) {
                assert_lines_fit(catalog_of_language(*language), (catalog_product)product, (catalog_role)role);
            }
        }
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/product/agents", test_agents);
    g_test_add_func("/product/names", test_names);
    g_test_add_func("/product/fixes", test_fixes);
    g_test_add_func("/product/counts", test_counts);
    g_test_add_func("/product/lines-fit", test_lines_fit);
    return g_test_run();
}
